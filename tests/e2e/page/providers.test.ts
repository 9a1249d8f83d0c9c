import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithChromium } from '../chromium.ts'
import { seriousFindings } from '../serious-findings.ts'
import { createStage, type Stage } from './open-page.ts'

const canary = 'sk-canary-0123456789abcdef'

describeWithChromium('who answers the assistant', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  it('takes a key, tests it, chooses a model, asks for consent and keeps the order; the key is nowhere to be seen', async () => {
    const { page, server, complaints } = await stage.open('/settings/assistant', { works: 10 })
    const anthropic = page.getByRole('region', { name: 'Set up Anthropic' })
    await page.getByText('Nobody answers yet.').waitFor()
    await page.getByRole('button', { name: /^Anthropic/ }).press('Enter')

    // Wrong first: what is said is said beside the field, and nothing is allowed by it.
    await anthropic.getByLabel('Key').fill('wrong-key-entirely')
    await anthropic.getByLabel('Key').press('Enter')
    await anthropic.getByText('A key is sealed in your profile.').waitFor()
    await anthropic.getByRole('button', { name: 'Test' }).click()
    await anthropic.getByText('The key was not accepted.').waitFor()
    await anthropic.getByRole('button', { name: 'Replace…' }).click()
    await anthropic.getByLabel('Key').fill(canary)
    await anthropic.getByRole('button', { name: 'Seal key' }).click()
    await expect.poll(() => server.state.keys.get('anthropic')).toBe(canary)
    await anthropic.getByRole('button', { name: 'Test' }).click()
    await anthropic.getByText('It answers: 2 models, 184 ms.').waitFor()

    await anthropic.getByRole('button', { name: 'List models' }).click()
    await anthropic.getByLabel('Model').selectOption({ label: 'Claude Opus 5.5 · $4 in, $20 out' })
    await anthropic.getByText('api.anthropic.com gets your questions').waitFor()
    await anthropic.getByRole('radio', { name: 'Yes' }).click()
    await page.getByText('Anthropic answers now, with claude-opus-5-5.').waitFor()
    await page.getByRole('button', { name: 'Ask Anthropic earlier' }).press('Enter')
    await expect.poll(() => server.state.settings['assistant.order'][0]).toBe('anthropic')

    const shown = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify(localStorage))
    expect({ leaked: shown.includes(canary), findings: await seriousFindings(page), complaints }).toEqual({
      leaked: false,
      findings: [],
      complaints: [],
    })
    await anthropic.getByRole('button', { name: 'Forget key' }).click()
    await page.getByText('Nobody answers yet.').waitFor()
    await page.context().close()
  })

  it('wants a model of this computer to be named, and a compatible endpoint its address', async () => {
    const { page, server, complaints } = await stage.open('/settings/assistant', {
      works: 0,
      settings: { 'appearance.theme': 'dark' },
    })
    await page.getByRole('button', { name: /^Ollama/ }).click()
    const ollama = page.getByRole('region', { name: 'Set up Ollama' })
    await ollama.getByText('nothing leaves it').waitFor()
    await ollama.getByRole('radio', { name: 'Yes' }).click()
    await page.getByRole('button', { name: /^Ollama.*Needs a model/ }).waitFor()
    await ollama.getByLabel('Model').fill('qwen3:8b')
    await ollama.getByLabel('Model').press('Enter')
    await page.getByText('Ollama answers now, with qwen3:8b, on this computer.').waitFor()

    await page.getByRole('button', { name: /^Compatible endpoint/ }).click()
    const own = page.getByRole('region', { name: 'Set up Compatible endpoint' })
    await own.getByLabel('Address').fill('models.example')
    await own.getByText('This is not an address.').waitFor()
    await own.getByLabel('Address').fill('https://models.example/v1')
    await own.getByLabel('Address').press('Enter')
    await expect.poll(() => server.state.settings['assistant.addresses'].compatible).toBe('https://models.example/v1')
    await page.getByLabel('Limit a month').selectOption({ label: 'No limit' })
    await expect.poll(() => server.state.settings['assistant.monthlyCapCents']).toBe(null)
    await page.getByText('Nobody has been asked yet').waitFor()
    expect({ findings: await seriousFindings(page), complaints }).toEqual({ findings: [], complaints: [] })
    await page.context().close()
  })
})

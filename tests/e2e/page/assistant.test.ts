import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithChromium } from '../chromium.ts'
import { seriousFindings } from '../serious-findings.ts'
import { createStage, type Stage } from './open-page.ts'

const someone = { provider: 'anthropic', model: 'claude-sonnet-5-5', local: false, images: true }

describeWithChromium('the assistant', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  it('answers ready questions without anybody to ask, and says what a provider would add', async () => {
    const { page, complaints } = await stage.open('/library', { works: 120 })
    await page.getByRole('link', { name: 'Assistant' }).waitFor()
    await page.keyboard.press('Control+7')
    await page.getByRole('link', { name: 'Set one up in Settings' }).waitFor()
    await page.getByRole('button', { name: 'What is my portfolio worth?' }).click()
    await page.waitForURL('**/assistant/*')
    await page.getByText('$112,500,000.00').waitFor()
    await page.getByText('From your library, on this computer').waitFor()
    await page.getByRole('link', { name: 'Open Value' }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('asks before a change with its real arguments, and does what is answered', async () => {
    const { page, server, complaints } = await stage.open('/assistant', { works: 120 })
    server.state.assistant.answers = someone
    const titles = server.state.works.slice(0, 2).map(({ title }) => title)
    const field = page.getByRole('textbox', { name: 'Your question' })
    for (const [button, told] of [
      ['Refuse', 'Nothing was changed.'],
      ['Allow', 'Both carry the tag'],
    ] as const) {
      await field.fill('tag them')
      await field.press('Enter')
      const card = page.getByRole('group', { name: 'The assistant would like to do this' })
      await card.getByText(titles.join(', ')).waitFor()
      await card.getByText('harbour').waitFor()
      await card.getByRole('button', { name: button }).click()
      await page.getByText(told).last().waitFor()
    }
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    expect([server.state.assistant.decided.map(({ approve }) => approve), complaints]).toEqual([[false, true], []])
    await page.context().close()
  })

  it('loads nothing from an answer, runs nothing in it, and opens links only through the one opener', async () => {
    const { page, server, complaints } = await stage.open('/assistant', { works: 120 })
    server.state.assistant.answers = someone
    const elsewhere: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) elsewhere.push(request.url())
    })
    await page.getByRole('textbox', { name: 'Your question' }).fill('what did you find?')
    await page.keyboard.press('Enter')
    await page.getByText('Picture not loaded: a picture from elsewhere').waitFor()
    await page.getByText('(example.org)').waitFor()
    await page.getByText(/1,620 tokens · /).waitFor()
    const thread = page.getByRole('log')
    expect(await thread.locator('img, script, iframe, a[href^="http"]').count()).toBe(0)
    expect([elsewhere, complaints]).toEqual([[], []])
    await page.context().close()
  })

  it('stops with a key in the midst of a long answer, and keeps what was said', async () => {
    const { page, server } = await stage.open('/assistant', { works: 120 })
    server.state.assistant.answers = someone
    const field = page.getByRole('textbox', { name: 'Your question' })
    await field.fill('say 10000 tokens')
    await field.press('Enter')
    await page.getByText('word word word').first().waitFor()
    await field.press('Escape')
    await page.getByText('Stopped. What was said until then is kept.').waitFor()
    expect(server.state.assistant.conversations[0]?.messages.at(-1)).toMatchObject({ state: 'stopped' })
    await page.getByRole('button', { name: 'Ask again', exact: true }).waitFor()
    await page.context().close()
  })

  it('keeps conversations: found by words, renamed, deleted and brought back, questions edited in their place', async () => {
    const { page, server } = await stage.open('/assistant', { works: 120 })
    server.state.assistant.answers = someone
    const field = page.getByRole('textbox', { name: 'Your question' })
    await field.fill('where is my harbor?')
    await field.press('Enter')
    await page.getByRole('button', { name: 'Edit and ask again' }).click()
    await expect.poll(() => field.inputValue()).toBe('where is my harbor?')
    await field.fill('where is my harbour?')
    await field.press('Enter')
    await page.getByText('where is my harbour?').first().waitFor()
    await expect.poll(() => server.state.assistant.conversations[0]?.messages.length).toBe(2)
    const list = page.getByRole('navigation', { name: 'Conversations' })
    await list.getByRole('button', { name: /^More about/ }).click()
    await page.getByRole('menuitem', { name: 'Rename…' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Harbours')
    await page.keyboard.press('Enter')
    await list.getByText('Harbours').waitFor()
    await list.getByRole('searchbox').fill('nothing like it')
    await list.getByText('None with these words.').waitFor()
    await list.getByRole('searchbox').fill('')
    await list.getByRole('button', { name: 'More about “Harbours”' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await list.getByText('None yet.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await list.getByText('Harbours').waitFor()
    await page.context().close()
  })

  for (const theme of ['light', 'dark'] as const) {
    it(`has no serious finding with every kind of card in ${theme}`, async () => {
      const { page, server, complaints } = await stage.open('/assistant', {
        works: 120,
        settings: { 'appearance.theme': theme, 'appearance.motion': 'reduced' },
      })
      await page.locator(`html[data-theme="${theme}"][data-motion="reduced"]`).waitFor({ state: 'attached' })
      await page.getByRole('button', { name: 'What needs my attention?' }).waitFor()
      const findings = await seriousFindings(page)
      const field = page.getByRole('textbox', { name: 'Your question' })
      await page.getByRole('button', { name: 'What needs my attention?' }).click()
      await page.getByText('Tour drive').waitFor()
      server.state.assistant.answers = someone
      await field.fill('tag and tell')
      await field.press('Enter')
      await page.getByRole('button', { name: 'Refuse' }).waitFor()
      findings.push(...(await seriousFindings(page)))
      await page.getByRole('button', { name: 'Refuse' }).click()
      await field.fill('what did you find?')
      await field.press('Enter')
      await page.getByText('Picture not loaded').waitFor()
      await page.getByRole('button', { name: 'Ask again', exact: true }).waitFor()
      findings.push(...(await seriousFindings(page)))
      expect({ findings, complaints }).toEqual({ findings: [], complaints: [] })
      await page.context().close()
    })
  }
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWithChromium } from '../chromium.ts'
import { createStage, type Stage } from './open-page.ts'

describeWithChromium('value and wallet', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await createStage()
  }, 120_000)
  afterAll(() => stage.close())

  it('estimates as a person types, keeps it, and says what changed since', async () => {
    const { page, complaints } = await stage.open('/value', { works: 0 })
    await page.getByLabel('What the model earned').fill('1bn')
    await page.getByRole('radio', { name: 'Per cent' }).first().click()
    await page.getByRole('radio', { name: 'Per cent' }).last().click()
    const percents = page.getByLabel('Per cent, 0 to 100')
    await percents.first().fill('75')
    await percents.last().fill('60')
    const estimate = page.getByRole('region', { name: 'Estimate' })
    await estimate.getByText('$112,500,000.00').first().waitFor()
    await estimate.getByRole('button', { name: 'Save the estimate' }).click()
    await page.getByRole('button', { name: /^Open Portfolio/ }).waitFor()
    await page.getByLabel('Equity factor').fill('0.5')
    await estimate.getByText('$225,000,000.00').first().waitFor()
    await estimate.getByRole('button', { name: 'Save the estimate' }).click()
    await page.getByRole('region', { name: 'What changed since the estimate before' }).getByText('0.25 → 0.5').waitFor()
    await page.getByLabel('Equity factor').fill('2')
    await page.getByText('This cannot be: it is out of range.').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('books, settles and reverses by keyboard, and the ledger holds', async () => {
    const { page, server, complaints } = await stage.open('/wallet/transactions', { works: 0 })
    await page.getByRole('button', { name: 'Book' }).click()
    const dialog = page.getByRole('dialog', { name: 'Book' })
    await dialog.getByLabel('Amount').fill('1,250.40')
    await dialog.getByLabel('Who pays').fill('Spotify')
    await dialog.getByLabel('It is not there yet').check()
    await dialog.getByLabel('Who pays').press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Earning of .*1,250\.40$/ }).click()
    await page.getByRole('button', { name: 'It came true' }).press('Enter')
    await page.getByRole('button', { name: 'Reverse' }).click()
    await page.getByLabel('Why').fill('Paid twice')
    await page.getByRole('button', { name: 'Reverse' }).press('Enter')
    await expect.poll(() => server.state.wallet.wallet.balances().balances[0]?.available.amount).toBe('0.00')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Check the ledger' }).click()
    await page.getByText('All 3 entries hold').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('agrees on a split only at exactly 100 %', async () => {
    const { page, server } = await stage.open('/wallet/splits', { works: 0 })
    await page.getByRole('button', { name: 'New split' }).click()
    await page.getByLabel('Party 2').fill('Ana Silva')
    await page.getByLabel('Share 1').fill('33.33%')
    await page.getByLabel('Share 2').fill('66.66%')
    await page.getByText('In all 99.99 %').waitFor()
    expect(await page.getByRole('button', { name: 'Agree' }).isDisabled()).toBe(true)
    await page.getByLabel('Share 2').fill('66.67%')
    await page.getByRole('button', { name: 'Agree' }).click()
    await expect.poll(() => server.state.wallet.wallet.splits(null).splits.length).toBe(1)
    await page.context().close()
  })
})

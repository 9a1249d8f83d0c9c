import { readFileSync } from 'node:fs'
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
    await page.getByRole('img', { name: /^How the outcomes are spread/ }).waitFor()
    await estimate.getByText('$112,500,000.00').first().waitFor()
    await estimate.getByRole('button', { name: 'Save the estimate' }).click()
    await page.getByRole('button', { name: /^Open Portfolio/ }).waitFor()
    await page.getByLabel('Equity factor', { exact: true }).fill('0.5')
    await estimate.getByText('$225,000,000.00').first().waitFor()
    await estimate.getByRole('button', { name: 'Save the estimate' }).click()
    await page.getByRole('region', { name: 'What changed since the estimate before' }).getByText('0.25 → 0.5').waitFor()
    await page.getByLabel('Equity factor', { exact: true }).fill('2')
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
    await page.getByRole('button', { name: /Earning.*1,250\.40$/ }).click()
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

  it('looks at a table of payouts, imports it without what cannot be read, and takes it back', async () => {
    const { page, server, complaints } = await stage.open('/wallet/imports', { works: 0 })
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Import payouts' }).click()
    const rows = ['Date;Net;Currency;Item;Transaction ID', '03.01.2026;12,50;USD;Streams;T1', ';3,00;USD;Streams;T2']
    await (await chooser).setFiles({ name: 'may.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) })
    const dialog = page.getByRole('dialog', { name: 'Import may.csv' })
    await dialog.getByText('Line 3: the date is missing').waitFor()
    await dialog.getByLabel('Who pays').fill('Bandcamp')
    await dialog.getByRole('button', { name: 'Import 1 row without the 1 wrong one' }).click()
    await page.getByRole('button', { name: /Matched.*Bandcamp · Streams · T1.*12\.50/ }).waitFor()
    const balance = () => server.state.wallet.wallet.balances().balances[0]?.available.amount
    expect(balance()).toBe('12.50')
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByLabel('Why').fill('Wrong file')
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await expect.poll(balance).toBe('0.00')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('gives out a statement as a file', async () => {
    const { page, complaints } = await stage.open('/wallet/transactions', { works: 3 })
    await page.getByRole('button', { name: 'Statement' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save the statement' }).click()
    const made = await download
    expect(made.suggestedFilename()).toMatch(/^wallet-.*\.pdf$/)
    expect(
      readFileSync(await made.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('agrees on a split only at exactly 100 %', async () => {
    const { page, server } = await stage.open('/wallet/splits', { works: 0 })
    await page.getByRole('button', { name: 'New split' }).click()
    await page.getByLabel('Party 2', { exact: true }).fill('Ana Silva')
    await page.getByLabel('Share 1', { exact: true }).fill('33.33%')
    await page.getByLabel('Share 2', { exact: true }).fill('66.66%')
    await page.getByText('In all 99.99 %').waitFor()
    expect(await page.getByRole('button', { name: 'Agree' }).isDisabled()).toBe(true)
    await page.getByLabel('Share 2', { exact: true }).fill('66.67%')
    await page.getByRole('button', { name: 'Agree' }).click()
    await expect.poll(() => server.state.wallet.wallet.splits(null).splits.length).toBe(1)
    await page.context().close()
  })
})

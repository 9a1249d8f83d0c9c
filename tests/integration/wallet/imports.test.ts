import { describe, expect, it } from 'vitest'
import { StatementRequest, TransactionQuery } from '../../../src/shared/contract/wallet.ts'
import { EntryId } from '../../../src/shared/domain/ids.ts'
import { RecordInput, SplitInput } from '../../../src/shared/domain/ledger.ts'
import { ImportInput, type PayoutMapping, type ReconcileState } from '../../../src/shared/domain/payout-import.ts'
import { addWork } from '../store/temp-store.ts'
import { createWalletBench, type WalletBench } from './bench.ts'

const fileOf = (content: string | Uint8Array, fileName = 'payouts.csv') => ({
  fileName,
  content: Buffer.from(content).toString('base64'),
})
const january = [
  'Date,Amount,Currency,Description,Transaction ID',
  '2026-01-03,12.50,USD,Streams,T1',
  '2026-01-04,1000,JPY,Prints,T2',
  '2026-01-05,-3.00,USD,Chargeback,T3',
  '2026-01-06,0.00,USD,Nothing,T4',
  '2026-01-07,12.50,USD,Streams,T5',
].join('\n')

function mappingOf(bench: WalletBench, content: string): PayoutMapping {
  const { mapping } = bench.wallet.imports.preview({ file: fileOf(content), mapping: null, platform: null })
  if (mapping === null) throw new Error('no mapping was found')
  return mapping
}

const bring = (bench: WalletBench, content: string, more: Record<string, unknown> = {}) =>
  bench.wallet.imports.import(
    ImportInput.parse({
      ...fileOf(content),
      requestId: bench.id(),
      platform: 'Spotify',
      mapping: mappingOf(bench, content),
      ...more,
    }),
  )

const available = (bench: WalletBench) =>
  Object.fromEntries(bench.wallet.balances().balances.map(({ currency, available: each }) => [currency, each.amount]))
const entries = (bench: WalletBench) => bench.wallet.list(TransactionQuery.parse({}), null, 500).length
const rows = (bench: WalletBench, state: ReconcileState | null = null) =>
  bench.wallet.reconciliation.rows({ state, importId: null }, null, 500)

describe('importing payouts', () => {
  it('previews, books once, remembers the mapping, and knows the rows again in a later file', () => {
    const bench = createWalletBench()
    const look = () => bench.wallet.imports.preview({ file: fileOf(january), mapping: null, platform: 'Spotify' })
    expect(look()).toMatchObject({
      mappedBy: 'guess',
      unsure: [],
      platform: null,
      counts: { new: 4, matched: 0, known: 0, changed: 0, nothing: 1, wrong: 0 },
      sums: [
        { currency: 'USD', amount: '22.00' },
        { currency: 'JPY', amount: '1000' },
      ],
    })
    expect(entries(bench)).toBe(0)
    const made = bring(bench, january)
    expect([made.matched, made.booked, made.known, available(bench)]).toEqual([4, 4, 0, { USD: '22.00', JPY: '1000' }])
    expect(look()).toMatchObject({
      mappedBy: 'memory',
      platform: 'Spotify',
      counts: { new: 0, known: 4, nothing: 1 },
    })
    const february = `${january.replace('03,12.50', '03,99.00')}\n2026-02-03,7.00,USD,Streams,T6`
    const second = bring(bench, february)
    expect([second.booked, second.known, second.disputed, available(bench)]).toEqual([
      1,
      3,
      1,
      { USD: '29.00', JPY: '1000' },
    ])
    expect(rows(bench, 'disputed').map(({ line, note }) => [line, note])).toEqual([
      [2, 'An earlier file said 12.50 USD on 2026-01-03.'],
    ])
    const other = bring(bench, january, { platform: 'Bandcamp' })
    expect([other.booked, other.known]).toEqual([4, 0])
  })

  it('has one effect however often it is asked for, and refuses its id for another file', () => {
    const bench = createWalletBench()
    const requestId = bench.id()
    const first = bring(bench, january, { requestId })
    expect([bring(bench, january, { requestId }), entries(bench)]).toEqual([first, 4])
    expect(() => bring(bench, `${january}\n2026-01-09,1,USD,x,T9`, { requestId })).toThrow('used for another')
  })

  it('is never half done: a row that cannot be read keeps the file out, until it is left out knowingly', () => {
    const bench = createWalletBench()
    const broken = `${january}\n2026-01-08,"1,5",USD,Streams,T8\nTotal,,,,`
    const { counts, problems } = bench.wallet.imports.preview({ file: fileOf(broken), mapping: null, platform: null })
    expect([counts.wrong, problems.map(({ line, column }) => [line, column])]).toEqual([
      2,
      [
        [7, 'Amount'],
        [8, 'Date'],
        [8, 'Currency'],
      ],
    ])
    expect(() => bring(bench, broken)).toThrow(
      'Line 7: “1,5” is an amount if “,” is the decimal mark. Choose that one, or correct the cell. 1 more rows cannot be read either. Nothing was imported.',
    )
    expect([entries(bench), rows(bench), bench.wallet.imports.list(null, 9)]).toEqual([0, [], []])
    const made = bring(bench, broken, { withoutWrong: true })
    expect([made.booked, made.leftOut]).toEqual([4, 2])
  })

  it('is taken back by reversal, as a whole, and can then be brought in again', async () => {
    const bench = createWalletBench()
    const made = bring(bench, january)
    const undo = { requestId: bench.id(), importId: made.importId, reason: 'Wrong platform' }
    const undone = bench.wallet.imports.undo(undo)
    expect([undone.undoneAt, available(bench), entries(bench), rows(bench)]).toEqual([
      bench.clock.at,
      { USD: '0.00', JPY: '0' },
      8,
      [],
    ])
    expect([bench.wallet.imports.undo(undo), entries(bench)]).toEqual([undone, 8])
    const again = bring(bench, january)
    expect([again.booked, again.known, available(bench)]).toEqual([4, 0, { USD: '22.00', JPY: '1000' }])
    expect(await bench.wallet.verify()).toMatchObject({ ok: true, entries: 12 })
  })

  it('holds rows against what was booked by hand, each entry once, and leaves that alone when it is undone', () => {
    const bench = createWalletBench()
    const byHand = bench.earn('12.50', { effectiveAt: Date.UTC(2026, 0, 4) })
    bench.earn('12.50', { effectiveAt: Date.UTC(2026, 0, 4), source: 'Bandcamp' })
    bench.earn('12.50', { effectiveAt: Date.UTC(2025, 6, 4) })
    const made = bring(bench, january)
    expect([made.matched, made.booked]).toEqual([4, 3])
    expect(rows(bench).find(({ reference }) => reference === 'T1')).toMatchObject({
      state: 'matched',
      entryId: byHand.entryId,
      booked: false,
    })
    bench.wallet.imports.undo({ requestId: bench.id(), importId: made.importId, reason: 'x' })
    expect(bench.wallet.get(byHand.entryId).state).toBe('completed')
  })

  it('can leave new rows unmatched, for a person to match, book or dispute', () => {
    const bench = createWalletBench()
    bring(bench, january, { book: false })
    expect([entries(bench), bench.wallet.reconciliation.counts()]).toEqual([
      0,
      { matched: 0, unmatched: 4, disputed: 0 },
    ])
    const late = bench.earn('12.50', { effectiveAt: Date.UTC(2026, 0, 25) })
    const other = bench.earn('12.49', { effectiveAt: Date.UTC(2026, 0, 20) })
    const rowOf = (reference: string) => rows(bench).find((each) => each.reference === reference)?.row ?? 0
    const { candidates, decide } = bench.wallet.reconciliation
    expect(candidates(rowOf('T1')).map(({ entryId }) => entryId)).toEqual([late.entryId, other.entryId])
    const match = (reference: string, entryId: EntryId) => decide({ act: 'match', row: rowOf(reference), entryId })
    expect(() => match('T1', other.entryId)).toThrow('not of the same amount')
    expect(match('T1', late.entryId).state).toBe('matched')
    expect(() => match('T5', late.entryId)).toThrow('stands for another row')
    const requestId = bench.id()
    const booking = { act: 'book' as const, row: rowOf('T5'), requestId }
    expect([decide(booking).state, decide(booking).booked, entries(bench)]).toEqual(['matched', true, 3])
    expect(() => decide({ act: 'release', row: rowOf('T5') })).toThrow('booked by its import')
    expect(decide({ act: 'dispute', row: rowOf('T3'), note: 'Asked support' })).toMatchObject({
      state: 'disputed',
      note: 'Asked support',
    })
    expect(decide({ act: 'release', row: rowOf('T3') }).state).toBe('unmatched')
    bench.wallet.reverse({ requestId: bench.id(), entryId: EntryId.parse(requestId), reason: 'No' })
    expect(rows(bench).find(({ reference }) => reference === 'T5')?.reversed).toBe(true)
    expect(decide({ act: 'release', row: rowOf('T5') }).state).toBe('unmatched')
  })

  it('divides by splits, finds works by their title, and takes an advance back only once', () => {
    const bench = createWalletBench()
    const work = bench.store.transaction('work', (write) => addWork(write, { title: 'Nocturne' }))
    const shares = [
      { party: 'me', share: '1/2' },
      { party: 'Ana', share: '1/2' },
    ]
    bench.wallet.setSplit({ ...SplitInput.parse({ assetId: work.assetId, right: 'master', shares }), replaces: null })
    bench.earn('100.00')
    const money = { currency: 'USD', amount: '15.00' }
    bench.wallet.record(RecordInput.parse({ type: 'advance', requestId: bench.id(), party: 'Ana', money }))
    const file =
      'Date,Track Title,Amount\n2026-01-02,nocturne,20.00\n2026-01-03,NOCTURNE,20.00\n2026-01-03,Other,5.00\n'
    const mapping = { ...mappingOf(bench, file), currency: 'USD', right: 'master' }
    bring(bench, file, { mapping })
    expect(bench.wallet.balances()).toMatchObject({
      balances: [{ available: { amount: '125.00' }, held: { amount: '5.00' } }],
      parties: [{ party: 'Ana', sums: [{ owed: { amount: '5.00' }, advanced: { amount: '0.00' } }] }],
    })
    expect(rows(bench).length).toBe(3)
  })

  it('reads what spreadsheets of three systems save, and keeps formulas from running', async () => {
    const bench = createWalletBench()
    const german = 'Datum;Betrag;Währung;Beschreibung\r\n03.01.2026;"1.234,50";EUR;Überweisung\r\n'
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(german, 'utf16le')])
    const files = [Buffer.from(`\ufeff${german}`), utf16, Buffer.from(german, 'latin1')]
    for (const file of files) {
      const { rows: told } = bench.wallet.imports.preview({ file: fileOf(file), mapping: null, platform: null })
      expect(told).toMatchObject([
        { line: 2, day: '2026-01-03', money: { amount: '1234.50' }, description: 'Überweisung' },
      ])
    }
    bring(bench, `Date,Amount,Currency,Description\n2026-01-03,1.00,USD,"=cmd|' /C calc'!A0"\n`, {
      platform: '@SUM(1)',
    })
    const request = StatementRequest.parse({ format: 'csv', fromDay: '2026-01-01', toDay: '2026-12-31' })
    expect((await bench.wallet.statement(request)).content).toContain(`"'@SUM(1)","'=cmd|' /C calc'!A0"`)
    for (const [file, problem] of [
      [Buffer.from('PK\u0003\u0004…'), 'is not CSV'],
      [Buffer.alloc(0), 'is empty'],
      [Buffer.from(`Date,Amount\n${'2026-01-01,1\n'.repeat(20_001)}`), 'Split it'],
    ] as const)
      expect(() => bench.wallet.imports.preview({ file: fileOf(file), mapping: null, platform: null })).toThrow(problem)
    const mapping = mappingOf(bench, january)
    expect(() => bring(bench, 'Date,Amount\n2026-01-01,1\n', { mapping })).toThrow('no column “Currency”')
  })
})

import { ImportInput, maxPayoutRows } from '../../src/shared/domain/payout-import.ts'
import { RequestId } from '../../src/shared/domain/ids.ts'
import { uuid7 } from '../../src/shared/domain/uuid.ts'
import type { Core } from '../../src/main/core/core.ts'
import { seededRandom } from '../make/random.ts'
import type { Context } from '../context.ts'
import { noPool, openCore } from '../open-core.ts'
import { atMost, quantile, type Row, toRow } from '../row.ts'

// In processor time: nothing here waits for a disk. A ledger of 100,000 postings, made by importing tables of payouts.

const topic = 'wallet'

async function fill(core: Core, postings: number): Promise<void> {
  const random = seededRandom(7)
  // Each payout is an entry of two postings.
  for (let left = postings / 2; left > 0; left -= maxPayoutRows) {
    const rows = Array.from({ length: Math.min(left, maxPayoutRows) }, (_, at) => {
      const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
      const month = String(1 + Math.floor(random() * 12)).padStart(2, '0')
      return `2025-${month}-${day},${(random() * 200 + 0.01).toFixed(2)},${random() < 0.8 ? 'USD' : 'EUR'},Streams ${at},R${left}-${at}`
    })
    const text = ['Date,Amount,Currency,Description,Reference', ...rows].join('\n')
    await core.client.wallet.importPayouts(
      ImportInput.parse({
        fileName: 'payouts.csv',
        content: Buffer.from(text).toString('base64'),
        requestId: RequestId.parse(
          uuid7(
            Date.now(),
            Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256)),
          ),
        ),
        platform: 'Spotify',
        mapping: {
          columns: {
            day: 'Date',
            amount: 'Amount',
            currency: 'Currency',
            description: 'Description',
            reference: 'Reference',
          },
          decimal: '.',
          dates: 'ymd',
        },
      }),
    )
  }
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export async function run(context: Context): Promise<Row[]> {
  const postings = context.size(100_000)
  const core = await openCore(await context.freshDir('wallet'), noPool())
  const at = `${postings.toLocaleString('en')} postings`
  try {
    context.say(`booking ${at}`)
    await fill(core, postings)
    const { wallet } = core.client
    const first = await context.repeat(async () => {
      const times: number[] = []
      for (let i = 0; i < context.size(50); i++) {
        times.push(await cpuMs(() => Promise.all([wallet.balances({}), wallet.list({ query: {}, limit: 50 })])))
      }
      return quantile(times, 0.95)
    })
    const year = { format: 'csv', fromDay: '2025-01-01', toDay: '2025-12-31' } as const
    const statements = await context.repeat(() => cpuMs(() => wallet.statement(year)))
    const checks = await context.repeat(() => cpuMs(() => wallet.verify({})))
    return [
      toRow({
        topic,
        figure: `balance and first page, ${at}`,
        unit: 'ms of CPU (p95)',
        values: first,
        limit: atMost(20),
      }),
      toRow({
        topic,
        figure: `statement of a year, ${at}`,
        unit: 'ms of CPU',
        values: statements,
        limit: atMost(1_000),
      }),
      toRow({ topic, figure: `check of the ledger, ${at}`, unit: 'ms of CPU', values: checks }),
    ]
  } finally {
    await core.close()
  }
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AssetId } from '../../../src/shared/domain/ids.ts'
import { ValueInputs } from '../../../src/shared/domain/valuation.ts'
import { type CoreBench, createCoreBench } from '../../fakes/core-bench.ts'
import { runCommand } from '../../fakes/command-line.ts'
import { openTemp } from '../store/temp-store.ts'

const inputs = ValueInputs.parse({
  modelEarnings: '1000000000',
  contribution: { by: 'percent', percent: '75' },
  exposure: { by: 'percent', percent: '60' },
})
const days = 86_400_000

describe('valuation', () => {
  let bench: CoreBench
  let at = Date.UTC(2026, 5, 1)
  beforeAll(async () => {
    bench = await createCoreBench({ now: () => at })
  })
  afterAll(() => bench.dispose())

  it('keeps each calculation, pages them newest first, expires them, and takes one away and back', async () => {
    const { value } = bench.core.client
    const made = []
    for (const earnings of ['1000000000', '2000000000', '3000000000']) {
      made.push((await value.calculate({ inputs: { ...inputs, modelEarnings: earnings } })).calculation)
      at += 1
    }
    const first = await value.list({ limit: 2 })
    const second = await value.list({ limit: 2, cursor: first.nextCursor })
    expect([...first.items, ...second.items].map(({ calculationId }) => calculationId)).toEqual(
      made.map(({ calculationId }) => calculationId).reverse(),
    )
    expect(second.nextCursor).toBeNull()
    at += 89 * days
    expect((await value.latest({}))?.expired).toBe(false)
    at += days
    expect((await value.latest({}))?.expired).toBe(true)
    const newest = made.slice(2).map(({ calculationId }) => calculationId)
    expect(await value.remove({ calculationIds: newest })).toEqual({ removed: newest })
    expect((await value.latest({}))?.inputs.modelEarnings).toBe('2000000000')
    await bench.reopen()
    const again = bench.core.client.value
    expect(await again.restore({ calculationIds: newest })).toEqual({ restored: newest })
    expect((await again.latest({}))?.inputs.modelEarnings).toBe('3000000000')
  })

  it('says what changed since an earlier one, and refuses works and calculations that are not there', async () => {
    const { value } = bench.core.client
    const { calculation } = await value.calculate({ inputs })
    const since = calculation.calculationId
    const again = await value.calculate({ inputs: { ...inputs, equityFactor: '0.5' }, since })
    expect(again.changes.map(({ field }) => field)).toEqual(['equityFactor', 'result.value'])
    const scope = { type: 'work', assetId: AssetId.parse('019a8f2e-1c00-7abc-8def-0123456789ab') } as const
    await expect(value.calculate({ inputs, scope })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(value.preview({ inputs: { ...inputs, modelEarnings: '-1' } })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })

  it('compares with what was paid, a person’s own files included, and names a file that cannot be read', async () => {
    const folder = join(bench.profileDir, 'comparables')
    await mkdir(folder, { recursive: true })
    const own = {
      medium: 'audio',
      title: 'Sample pack',
      kind: 'licence',
      currency: 'USD',
      low: '20',
      high: '40',
      per: 'work',
      date: '2025-03',
      source: 'Contract',
    }
    await writeFile(join(folder, 'mine.json'), JSON.stringify({ comparables: [own] }))
    await writeFile(join(folder, 'broken.json'), '{ "comparables": [{ "medium": "image" }')
    const told = await bench.core.client.value.comparables({})
    expect(told.items.filter((each) => each.own)).toEqual([{ ...own, own: true }])
    expect(told.items.filter((each) => !each.own).length).toBeGreaterThan(4)
    expect(told.problems).toEqual([expect.stringMatching(/^broken\.json: /)])
  })

  it('reads its lists by index', () => {
    const plans = openTemp().read((read) =>
      [
        'SELECT id FROM calculation WHERE removed_at IS NULL AND id < ? ORDER BY id DESC LIMIT 9',
        'SELECT id FROM calculation WHERE removed_at IS NULL AND asset_id = ? AND id < ? ORDER BY id DESC LIMIT 9',
      ].map((sql, index) =>
        read
          .query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
          .all(...(index === 0 ? ['~'] : ['a', '~']))
          .map(({ detail }) => detail)
          .join('; '),
      ),
    )
    expect(plans).toEqual([
      expect.not.stringContaining('TEMP B-TREE'),
      expect.stringMatching(/calculation_asset \(asset_id=\? AND id<\?\)$/),
    ])
  })

  it('is asked for by command, with figures from the profile where none are given', async () => {
    const profile = ['--json', '--profile', `${bench.dir}/cli`]
    const first = await runCommand([
      'value',
      '--model-earnings',
      '1e9',
      '--contribution',
      '75',
      '--exposure',
      '60',
      ...profile,
    ])
    expect([first.code, first.lines[0]]).toMatchObject([
      0,
      { result: { value: { amount: '112500000.00', currency: 'USD' } } },
    ])
    const missing = await runCommand(['value', '--model-earnings', '1e9', '--platform', 'X', ...profile])
    expect([missing.code, missing.lines[0]]).toMatchObject([2, { error: { code: 'BAD_INPUT' } }])
    expect((await runCommand(['value', '--model-earnings', '-5', ...profile])).code).toBe(2)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesBetween } from '../../../../../src/main/core/value/changes.ts'
import { touchValue } from '../../../../../src/main/core/value/value.ts'
import { compare, decimal } from '../../../../../src/shared/domain/rational.ts'
import { type Platform, ValueInputs } from '../../../../../src/shared/domain/valuation.ts'

const worked = ValueInputs.parse({
  modelEarnings: '1000000000',
  contribution: { by: 'percent', percent: '75' },
  exposure: { by: 'percent', percent: '60' },
})
const reach = (platform: Platform, contentHours: string, followers: string, views: string) =>
  ValueInputs.parse({
    modelEarnings: '1000000',
    platform,
    contribution: { by: 'reach', contentHours, followers },
    exposure: { by: 'reach', views },
  })

describe('AI Touch Value', () => {
  it('gives the worked example to the cent, step by step', () => {
    const { steps, value } = touchValue(worked)
    expect(steps.map(({ id, factor, amount }) => [id, factor, amount.amount])).toEqual([
      ['earnings', null, '1000000000.00'],
      ['contribution', '0.75', '750000000.00'],
      ['exposure', '0.6', '450000000.00'],
      ['equity', '0.25', '112500000.00'],
    ])
    expect(value).toEqual({ currency: 'USD', amount: '112500000.00' })
  })

  it.each([
    ['youtube', '50', '24'],
    ['instagram', '45', '20'],
    ['twitter', '42.5', '18'],
    ['tiktok', '40', '16'],
    ['other', '37.5', '14'],
  ] as const)('scores reach on %s with its multiplier', (platform, contribution, exposure) => {
    const result = touchValue(reach(platform, '200', '250000', '1000000'))
    expect([result.contribution.percent, result.exposure.percent]).toEqual([contribution, exposure])
  })

  it('cuts scores off at 100 and says so', () => {
    const { contribution, exposure, confidence } = touchValue(reach('youtube', '1000', '1', '4166666.666667'))
    expect([contribution, exposure]).toEqual([
      { percent: '100', uncapped: '100.00012', capped: true },
      { percent: '100', uncapped: '100.000000000008', capped: true },
    ])
    expect(confidence.factors.map(({ id }) => id)).toContain('contribution-capped')
  })

  it('takes a share of a corpus down to parts per billion without losing it', () => {
    const result = touchValue({
      ...worked,
      modelEarnings: '10000000000',
      contribution: { by: 'corpus', part: '3', whole: '1000000000' },
      exposure: { by: 'percent', percent: '100' },
    })
    expect([result.contribution.percent, result.value.amount, result.roomFor]).toEqual([
      '0.0000003',
      '7.50',
      '333333333.33',
    ])
  })

  it('asks whether it adds up: no room for any other work is implausible', () => {
    expect(touchValue(worked)).toMatchObject({ roomFor: '1.33', confidence: { level: 'low' } })
    const nothing = touchValue({ ...worked, contribution: { by: 'percent', percent: '0' } })
    expect([nothing.roomFor, nothing.value.amount]).toEqual([null, '0.00'])
  })

  it('trusts a measured share of sourced earnings more than a proxy of unsourced ones', () => {
    const measured = touchValue({
      ...worked,
      earningsSource: 'Annual report 2025',
      contribution: { by: 'corpus', part: '1', whole: '1000000' },
    })
    const levels = [measured, touchValue(reach('youtube', '1', '1', '1'))].map(({ confidence }) => confidence.level)
    expect(levels).toEqual(['high', 'low'])
  })

  it('never exceeds what the model earned, and grows with each input', () => {
    const figures = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(String)
    fc.assert(
      fc.property(figures, figures, figures, figures, (earnings, hours, followers, views) => {
        const inputs = { ...reach('tiktok', hours, followers, views), modelEarnings: earnings }
        const { value } = touchValue(inputs)
        const more = touchValue({ ...inputs, modelEarnings: String(BigInt(earnings) + 1000n) })
        expect(compare(decimal(value.amount), decimal(earnings))).toBeLessThanOrEqual(0)
        expect(compare(decimal(more.value.amount), decimal(value.amount))).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it.each([
    ['NaN', { modelEarnings: 'NaN' }],
    ['negative', { modelEarnings: '-1' }],
    ['exponent', { modelEarnings: '1e9' }],
    ['too long', { modelEarnings: '1'.repeat(25) }],
    ['over 100 %', { exposure: { by: 'percent', percent: '100.01' } }],
    ['equity over 1', { equityFactor: '1.5' }],
    ['a part larger than its whole', { contribution: { by: 'corpus', part: '2', whole: '1' } }],
    ['of nothing', { contribution: { by: 'corpus', part: '0', whole: '0.0' } }],
    ['no currency', { currency: 'XYZ' }],
  ])('refuses inputs that are none: %s', (_, wrong) => {
    expect(ValueInputs.safeParse({ ...worked, ...wrong }).success).toBe(false)
  })

  it('names what changed between two calculations, inputs before what follows from them', () => {
    const of = (inputs: ValueInputs) => ({ inputs, result: touchValue(inputs) })
    const later = { ...worked, contribution: { by: 'corpus', part: '1', whole: '4' } as const }
    expect(changesBetween(of(worked), of(later))).toEqual([
      { field: 'contribution.by', before: 'percent', after: 'corpus' },
      { field: 'contribution.percent', before: '75', after: '' },
      { field: 'contribution.part', before: '', after: '1' },
      { field: 'contribution.whole', before: '', after: '4' },
      { field: 'result.contribution', before: '75', after: '25' },
      { field: 'result.value', before: '112500000.00 USD', after: '37500000.00 USD' },
    ])
  })
})

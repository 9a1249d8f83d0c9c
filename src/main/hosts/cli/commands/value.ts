import { Failure } from '../../../../shared/contract/errors.ts'
import type { Calculation, CreatorMetrics, ValueChange } from '../../../../shared/contract/value.ts'
import { AssetId, CalculationId } from '../../../../shared/domain/ids.ts'
import { type ConfidenceFactor, Platform, ValueInputs, type ValueScope } from '../../../../shared/domain/valuation.ts'
import { exitCode } from '../exit-code.ts'
import { parsed } from '../parsed.ts'
import type { Session } from '../session.ts'

export type ValueOptions = {
  modelEarnings: string
  followers?: string
  views?: string
  contentHours?: string
  platform: string
  contribution?: string
  corpus?: string
  exposure?: string
  equity: string
  currency: string
  source?: string
  asset?: string
  since?: string
  range: string[]
  seed?: string
}

/** `metastamp value`: one estimate, kept in the profile. Figures that are left out come from the profile. */
export async function value(session: Session, options: ValueOptions): Promise<number> {
  return session.withCore({ works: false }, async ({ client }) => {
    const inputs = inputsOf(options, await client.value.metrics({}))
    const { calculation, changes } = await client.value.calculate({
      scope: scopeOf(options.asset),
      inputs,
      since: options.since === undefined ? null : parsed(CalculationId.safeParse(options.since), '--since'),
    })
    await session.terminal.result({ ...calculation, changes }, () => textOf(calculation, changes))
    return exitCode.done
  })
}

function scopeOf(asset: string | undefined): ValueScope {
  return asset === undefined
    ? { type: 'portfolio' }
    : { type: 'work', assetId: parsed(AssetId.safeParse(asset), '--asset') }
}

function platformOf(name: string): Platform {
  const known = Platform.safeParse(name.toLowerCase() === 'x' ? 'twitter' : name.toLowerCase())
  if (!known.success)
    throw new Failure('BAD_INPUT', `There is no platform “${name}”. There are: ${Platform.options.join(', ')}.`)
  return known.data
}

function inputsOf(options: ValueOptions, kept: CreatorMetrics): ValueInputs {
  const platform = platformOf(options.platform)
  const reach = kept.reach[platform]
  const given = {
    currency: options.currency.toUpperCase(),
    modelEarnings: options.modelEarnings,
    earningsSource: options.source ?? '',
    platform,
    contribution: contributionOf(options, kept.contentHours, reach?.followers),
    exposure:
      options.exposure === undefined
        ? { by: 'reach', views: needed(options.views ?? reach?.views, '--views or --exposure') }
        : { by: 'percent', percent: options.exposure },
    equityFactor: options.equity,
    ranges: Object.fromEntries(options.range.map(rangeOf)),
    ...(options.seed === undefined ? {} : { seed: Number(options.seed) }),
  }
  return parsed(ValueInputs.safeParse(given), 'What is to be valued')
}

function rangeOf(text: string): [string, { low: string; high: string }] {
  const match = /^(\w+)=([\d.]+)\.\.([\d.]+)$/.exec(text)
  if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined)
    throw new Failure('BAD_INPUT', `“${text}” is no range such as views=500000..2000000.`)
  return [match[1], { low: match[2], high: match[3] }]
}

function contributionOf(options: ValueOptions, keptHours: string | null, keptFollowers: string | undefined) {
  if (options.contribution !== undefined) return { by: 'percent', percent: options.contribution }
  if (options.corpus !== undefined) {
    const [part = '', whole = '', ...rest] = options.corpus.split('/')
    if (rest.length > 0 || whole === '')
      throw new Failure('BAD_INPUT', '--corpus takes a part and its whole, such as 3/1000000000.')
    return { by: 'corpus', part, whole }
  }
  return {
    by: 'reach',
    contentHours: options.contentHours ?? keptHours ?? '0',
    followers: needed(options.followers ?? keptFollowers, '--followers, --contribution or --corpus'),
  }
}

function needed(figure: string | undefined, names: string): string {
  if (figure !== undefined) return figure
  throw new Failure('BAD_INPUT', `Give ${names}: the profile keeps no figure for this platform.`)
}

const stepNames = {
  earnings: 'model earnings',
  contribution: '× contribution',
  exposure: '× exposure',
  equity: '× equity factor',
} as const

const factorTexts: Record<ConfidenceFactor, string> = {
  'earnings-sourced': 'the earnings have a source',
  'earnings-unsourced': 'the earnings have no source',
  'contribution-measured': 'the contribution is a measured share of a corpus',
  'contribution-stated': 'the contribution is as stated',
  'contribution-proxy': 'reach stands in for the contribution',
  'contribution-capped': 'the contribution is cut off at 100 %',
  'exposure-stated': 'the exposure is as stated',
  'exposure-proxy': 'views stand in for the exposure',
  'exposure-capped': 'the exposure is cut off at 100 %',
  'adding-up-implausible': 'not every work can have contributed this much',
}

function textOf(
  { calculationId, expiresAt, title, result, range }: Calculation,
  changes: readonly ValueChange[],
): string {
  const { contribution, exposure, steps, value: worth, confidence, roomFor, disclaimer } = result
  const amount = steps.reduce((width, step) => Math.max(width, step.amount.amount.length), 0)
  return [
    `AI Touch Value of ${title ?? 'the portfolio'}: ${worth.amount} ${worth.currency} (an estimate)`,
    `  contribution ${contribution.percent} %${contribution.capped ? ` (cut off; ${contribution.uncapped} %)` : ''}`,
    `  exposure     ${exposure.percent} %${exposure.capped ? ` (cut off; ${exposure.uncapped} %)` : ''}`,
    ...steps.map(
      ({ id, factor, amount: money }) =>
        `  ${stepNames[id].padEnd(15)} ${(factor ?? '').padEnd(8)} ${money.amount.padStart(amount)} ${money.currency}`,
    ),
    `  confidence ${confidence.level}`,
    ...confidence.factors.map(
      ({ id, weight }) => `    ${weight > 0 ? '+' : weight < 0 ? '−' : '·'} ${factorTexts[id]}`,
    ),
    ...(range === null
      ? []
      : [
          `  nine times out of ten between ${range.p5.amount} and ${range.p95.amount}, in the middle ${range.p50.amount} ${range.p50.currency} (${range.draws} draws, seed ${range.seed})`,
          ...range.drivers.map(
            ({ field, share, assumed }) =>
              `    ${(share * 100).toFixed(1).padStart(5)} % of the variance: ${field}${assumed ? ' (range assumed)' : ''}`,
          ),
        ]),
    ...(roomFor === null ? [] : [`  if every work contributed this much, only ${roomFor} works could exist`]),
    ...changes.map(({ field, before, after }) => `  changed ${field}: ${before === '' ? '–' : before} → ${after}`),
    `  ${disclaimer}`,
    `  ${calculationId}, good until ${new Date(expiresAt).toISOString().slice(0, 10)}`,
  ].join('\n')
}

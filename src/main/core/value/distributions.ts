// Distributions by the two figures a person can give: between what and what it lies nine times out of ten.

/** The 95 % quantile of the standard normal distribution. */
const z95 = 1.6448536269514722

export type Distribution =
  | { kind: 'point'; at: number }
  | { kind: 'log-normal'; mu: number; sigma: number }
  | { kind: 'beta'; alpha: number; beta: number }

/** Log-normal with `low` as its 5 % and `high` as its 95 % quantile; both more than zero. */
export function logNormalBetween(low: number, high: number): Distribution {
  if (low === high) return { kind: 'point', at: low }
  const [a, b] = [Math.log(low), Math.log(high)]
  return { kind: 'log-normal', mu: (a + b) / 2, sigma: (b - a) / (2 * z95) }
}

/** Below this a share's upper limit of one no longer matters, and Beta is all but log-normal in shape. */
const smallShare = 0.01
/** A share that may well be all of it would pile up at one. */
const almostOne = 0.999

/** A share of one: Beta with `low` and `high` as its 5 % and 95 % quantiles; log-normal where both are tiny. */
export function shareBetween(low: number, high: number): Distribution {
  if (low === high) return { kind: 'point', at: low }
  if (high <= smallShare) return logNormalBetween(low, high)
  return { kind: 'beta', ...fitBeta(low, Math.min(high, almostOne)) }
}

/** The logarithm of the gamma function (Lanczos, g = 7, nine coefficients; about 15 digits). */
export function logGamma(x: number): number {
  const coefficients = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const t = x + 6.5
  const sum = coefficients.reduce((total, c, i) => total + (i === 0 ? c : c / (x - 1 + i)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The regularised incomplete beta function: the chance that Beta(a, b) is at most x. Lentz's continued fraction (DLMF 8.17.22). */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    const step = d * c
    result *= step
    if (Math.abs(step - 1) < 1e-14) break
  }
  return result
}

/** Halves an interval until the rising function is at `target`. */
function solve(rising: (at: number) => number, target: number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (rising(middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Beta by its quantiles: for each concentration the mean that puts 5 % below `low`; then the concentration that puts 5 % above `high`. */
function fitBeta(low: number, high: number): { alpha: number; beta: number } {
  const meanFor = (k: number) => solve((m) => -betaCdf(low, m * k, (1 - m) * k), -0.05, 1e-9, 1 - 1e-9)
  const logK = solve(
    (each) => {
      const k = Math.exp(each)
      const mean = meanFor(k)
      return betaCdf(high, mean * k, (1 - mean) * k)
    },
    0.95,
    Math.log(0.05),
    Math.log(1e7),
  )
  const k = Math.exp(logK)
  const mean = meanFor(k)
  return { alpha: mean * k, beta: (1 - mean) * k }
}

/** The middle of a distribution: half of its draws lie below. */
export function medianOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'point':
      return distribution.at
    case 'log-normal':
      return Math.exp(distribution.mu)
    case 'beta':
      return solve((x) => betaCdf(x, distribution.alpha, distribution.beta), 0.5, 0, 1)
  }
}

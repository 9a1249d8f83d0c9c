import type { Distribution } from './distributions.ts'

// Seeded chance. The same seed and stream give the same numbers on every machine; each input has a stream of its own, so
// that giving one more input a range leaves the draws of the others as they were.

export type Chance = { uniform(): number; normal(): number }

/** xoshiro128** (Blackman and Vigna 2018), its state from splitmix32 over seed and stream. */
export function createChance(seed: number, stream: number): Chance {
  let mix = (seed ^ Math.imul(stream + 1, 0x9e3779b9)) >>> 0
  const next = (): number => {
    mix = (mix + 0x9e3779b9) | 0
    let x = mix ^ (mix >>> 16)
    x = Math.imul(x, 0x21f0aaad)
    x ^= x >>> 15
    x = Math.imul(x, 0x735a2d97)
    return x ^ (x >>> 15)
  }
  let [a, b, c, d] = [next(), next(), next(), next()]
  const bits = (): number => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }
  /** In (0, 1), 53 bits. */
  const uniform = (): number => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6) + 0.5) / 9_007_199_254_740_992
  let spare = Number.NaN
  /** Standard normal by Marsaglia's polar method; every second one comes from the draw before. */
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = Number.NaN
      return kept
    }
    for (;;) {
      const u = 2 * uniform() - 1
      const v = 2 * uniform() - 1
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const scale = Math.sqrt((-2 * Math.log(s)) / s)
      spare = v * scale
      return u * scale
    }
  }
  return { uniform, normal }
}

/** Gamma by Marsaglia and Tsang (2000); shapes below one by their boost. */
function gamma(chance: Chance, shape: number): number {
  if (shape < 1) return gamma(chance, shape + 1) * chance.uniform() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = chance.normal()
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    if (Math.log(chance.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** `count` draws. */
export function draw(distribution: Distribution, chance: Chance, count: number): Float64Array {
  const out = new Float64Array(count)
  switch (distribution.kind) {
    case 'point':
      return out.fill(distribution.at)
    case 'log-normal':
      for (let i = 0; i < count; i++) out[i] = Math.exp(distribution.mu + distribution.sigma * chance.normal())
      return out
    case 'beta':
      for (let i = 0; i < count; i++) {
        const x = gamma(chance, distribution.alpha)
        out[i] = x / (x + gamma(chance, distribution.beta))
      }
      return out
  }
}

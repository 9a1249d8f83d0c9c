// The K-weighting of ITU-R BS.1770-4, annex 1: a shelf for the head, then a high-pass. The standard prints coefficients for 48 kHz;
// for other rates the same analogue filters are transformed (B. De Man, Evaluation of Implementations of the EBU R128 Loudness
// Measurement, AES 2018).

/** b0, b1, b2, a1, a2 of a biquad with a0 = 1. */
export type Biquad = readonly [number, number, number, number, number]

export function shelf(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate)
  const q = 0.7071752369554196
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return [
    (high + (band * k) / q + k * k) / a0,
    (2 * (k * k - high)) / a0,
    (high - (band * k) / q + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / q + k * k) / a0,
  ]
}

export function highPass(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate)
  const q = 0.5003270373238773
  const a0 = 1 + k / q + k * k
  return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]
}

/** Sum of the squares of the weighted samples; keeps its state from call to call. One channel each. */
export function createKWeighting(sampleRate: number): (samples: Float64Array, from: number, to: number) => number {
  const [b0, b1, b2, a1, a2] = shelf(sampleRate)
  const [, , , c1, c2] = highPass(sampleRate)
  const state = new Float64Array(4)
  return (samples, from, to) => {
    // Locals, not captured variables: those would be boxed anew for every sample.
    let [s1 = 0, s2 = 0, h1 = 0, h2 = 0] = state
    let squares = 0
    for (let i = from; i < to; i++) {
      const x = samples[i] ?? 0
      const y = b0 * x + s1
      s1 = b1 * x - a1 * y + s2
      s2 = b2 * x - a2 * y
      const z = y + h1
      h1 = -2 * y - c1 * z + h2
      h2 = y - c2 * z
      squares += z * z
    }
    // What decays after the sound has ended would slow the processor down (subnormal numbers).
    if (Math.abs(s1) + Math.abs(s2) + Math.abs(h1) + Math.abs(h2) < 1e-30) state.fill(0)
    else {
      state[0] = s1
      state[1] = s2
      state[2] = h1
      state[3] = h2
    }
    return squares
  }
}

// The power spectrum of real frames, the work under every feature: half-length complex FFT, radix 4 with one radix-2 step where the
// length asks for it, window and bit reversal folded into the load, twiddles laid out in the order they are used.
// J. W. Cooley, J. W. Tukey 1965; the split of a real transform after H. V. Sorensen et al. 1987.

export type PowerSpectrum = {
  readonly size: number
  /**
   * Writes the squared magnitudes of bins 0 … size / 2 of `samples[offset …] · window` to `out` (size / 2 + 1 values). No scaling:
   * a full-scale sine under a window with mean m peaks at (size · m / 2)².
   */
  (samples: Float64Array, offset: number, out: Float64Array): void
}

function bitReversal(length: number): Uint32Array {
  const order = new Uint32Array(length)
  const bits = Math.log2(length)
  for (let i = 0; i < length; i++) {
    let reversed = 0
    for (let bit = 0; bit < bits; bit++) if ((i & (1 << bit)) !== 0) reversed |= 1 << (bits - 1 - bit)
    order[i] = reversed
  }
  return order
}

/** For each radix-4 stage with blocks of `span`: cosine and sine of w, w², w³ for k = 0 … span − 1, w = e^(−2πik / 4 span). */
function twiddlesOf(span: number): Float64Array {
  const table = new Float64Array(span * 6)
  for (let k = 0; k < span; k++) {
    for (let power = 1; power <= 3; power++) {
      const angle = (-2 * Math.PI * k * power) / (4 * span)
      table[k * 6 + power * 2 - 2] = Math.cos(angle)
      table[k * 6 + power * 2 - 1] = Math.sin(angle)
    }
  }
  return table
}

function radix2(re: Float64Array, im: Float64Array): void {
  for (let i = 0; i < re.length; i += 2) {
    const ar = re[i] ?? 0
    const ai = im[i] ?? 0
    const br = re[i + 1] ?? 0
    const bi = im[i + 1] ?? 0
    re[i] = ar + br
    im[i] = ai + bi
    re[i + 1] = ar - br
    im[i + 1] = ai - bi
  }
}

/** The first stage, whose twiddles are all 1. */
function firstRadix4(re: Float64Array, im: Float64Array): void {
  for (let i = 0; i < re.length; i += 4) {
    const x0r = re[i] ?? 0
    const x0i = im[i] ?? 0
    const x1r = re[i + 1] ?? 0
    const x1i = im[i + 1] ?? 0
    const x2r = re[i + 2] ?? 0
    const x2i = im[i + 2] ?? 0
    const x3r = re[i + 3] ?? 0
    const x3i = im[i + 3] ?? 0
    const b0r = x0r + x1r
    const b0i = x0i + x1i
    const b1r = x0r - x1r
    const b1i = x0i - x1i
    const b2r = x2r + x3r
    const b2i = x2i + x3i
    const b3r = x2r - x3r
    const b3i = x2i - x3i
    re[i] = b0r + b2r
    im[i] = b0i + b2i
    re[i + 1] = b1r + b3i
    im[i + 1] = b1i - b3r
    re[i + 2] = b0r - b2r
    im[i + 2] = b0i - b2i
    re[i + 3] = b1r - b3i
    im[i + 3] = b1i + b3r
  }
}

function radix4(re: Float64Array, im: Float64Array, span: number, table: Float64Array): void {
  const length = re.length
  for (let block = 0; block < length; block += 4 * span) {
    for (let k = 0, w = 0; k < span; k++, w += 6) {
      const i0 = block + k
      const i1 = i0 + span
      const i2 = i1 + span
      const i3 = i2 + span
      const w1r = table[w] ?? 0
      const w1i = table[w + 1] ?? 0
      const w2r = table[w + 2] ?? 0
      const w2i = table[w + 3] ?? 0
      const w3r = table[w + 4] ?? 0
      const w3i = table[w + 5] ?? 0
      const x1r = re[i1] ?? 0
      const x1i = im[i1] ?? 0
      const x2r = re[i2] ?? 0
      const x2i = im[i2] ?? 0
      const x3r = re[i3] ?? 0
      const x3i = im[i3] ?? 0
      const a0r = re[i0] ?? 0
      const a0i = im[i0] ?? 0
      // Bit-reversed order puts the odd half first: block 1 takes w², block 2 takes w.
      const a1r = x1r * w2r - x1i * w2i
      const a1i = x1r * w2i + x1i * w2r
      const a2r = x2r * w1r - x2i * w1i
      const a2i = x2r * w1i + x2i * w1r
      const a3r = x3r * w3r - x3i * w3i
      const a3i = x3r * w3i + x3i * w3r
      const b0r = a0r + a1r
      const b0i = a0i + a1i
      const b1r = a0r - a1r
      const b1i = a0i - a1i
      const b2r = a2r + a3r
      const b2i = a2i + a3i
      const b3r = a2r - a3r
      const b3i = a2i - a3i
      re[i0] = b0r + b2r
      im[i0] = b0i + b2i
      re[i1] = b1r + b3i
      im[i1] = b1i - b3r
      re[i2] = b0r - b2r
      im[i2] = b0i - b2i
      re[i3] = b1r - b3i
      im[i3] = b1i + b3r
    }
  }
}

/** `window` gives the frame length, a power of two of at least 8. The returned function keeps its work space: not for use by two at once. */
export function createPowerSpectrum(window: Float64Array): PowerSpectrum {
  const size = window.length
  const half = size / 2
  if (size < 8 || (size & (size - 1)) !== 0) throw new RangeError(`no FFT of ${size} samples: not a power of two`)
  const order = bitReversal(half)
  const re = new Float64Array(half)
  const im = new Float64Array(half)
  const odd = Math.log2(half) % 2 === 1
  const stages: { span: number; table: Float64Array }[] = []
  for (let span = odd ? 2 : 4; span < half; span *= 4) stages.push({ span, table: twiddlesOf(span) })
  // The window in the order in which the samples are loaded.
  const evenWindow = Float64Array.from(order, (from) => window[2 * from] ?? 0)
  const oddWindow = Float64Array.from(order, (from) => window[2 * from + 1] ?? 0)
  const cosine = new Float64Array(half)
  const sine = new Float64Array(half)
  for (let k = 0; k < half; k++) {
    cosine[k] = Math.cos((2 * Math.PI * k) / size)
    sine[k] = Math.sin((2 * Math.PI * k) / size)
  }

  const power = (samples: Float64Array, offset: number, out: Float64Array): void => {
    for (let i = 0; i < half; i++) {
      const from = offset + 2 * (order[i] ?? 0)
      re[i] = (samples[from] ?? 0) * (evenWindow[i] ?? 0)
      im[i] = (samples[from + 1] ?? 0) * (oddWindow[i] ?? 0)
    }
    if (odd) radix2(re, im)
    else firstRadix4(re, im)
    for (const { span, table } of stages) radix4(re, im, span, table)
    const r0 = re[0] ?? 0
    const i0 = im[0] ?? 0
    out[0] = (r0 + i0) * (r0 + i0)
    out[half] = (r0 - i0) * (r0 - i0)
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      const zr = re[k] ?? 0
      const zi = im[k] ?? 0
      const yr = re[m] ?? 0
      const yi = im[m] ?? 0
      const evenR = (zr + yr) / 2
      const evenI = (zi - yi) / 2
      const oddR = (zi + yi) / 2
      const oddI = (yr - zr) / 2
      const c = cosine[k] ?? 0
      const s = sine[k] ?? 0
      const tr = oddR * c + oddI * s
      const ti = oddI * c - oddR * s
      out[k] = (evenR + tr) * (evenR + tr) + (evenI + ti) * (evenI + ti)
      // The mirrored bin is the conjugate of even − odd.
      out[m] = (evenR - tr) * (evenR - tr) + (evenI - ti) * (evenI - ti)
    }
  }
  return Object.assign(power, { size })
}

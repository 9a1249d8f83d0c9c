import { assemble, type Kernel } from './assembler.ts'
import { bitKernels } from './bit-kernels.ts'
import { byteKernels } from './byte-kernels.ts'
import { colourKernels } from './colour-kernels.ts'
import { floatKernels } from './float-kernels.ts'

// The pixel loops (and the loops of others who bring their own kernels) as one WebAssembly module with one memory a thread. Each call lays out what it needs from the start of the memory and
// copies its result out before it returns: nothing is kept between calls.

type Run = (...values: number[]) => void

const pageBytes = 65_536
/** Vectors are read and written whole. */
const slackBytes = 64
/** A memory can't shrink; one that a giant picture has made larger is given up. */
const keptBytes = 48 * 2 ** 20

// The part of the host's interface that is used; no library of types for environments without a page has it.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number }
  Instance: new (module: object, imports: object) => { readonly exports: object }
}

const pixelKernels: readonly Kernel[] = [...bitKernels, ...byteKernels, ...colourKernels, ...floatKernels]
const compiled = new Map<readonly Kernel[], object>()

function isRun(value: unknown): value is Run {
  return typeof value === 'function'
}

/** The kernels and their memory; addresses and lengths are in bytes unless a view counts its own elements. */
export class Bench {
  readonly #memory = new WebAssembly.Memory({ initial: 16 })
  readonly #runs = new Map<string, Run>()
  #used = 0

  constructor(kernels: readonly Kernel[] = pixelKernels) {
    const module = compiled.get(kernels) ?? new WebAssembly.Module(assemble(kernels))
    compiled.set(kernels, module)
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } })
    for (const [name, value] of Object.entries<unknown>({ ...exports })) if (isRun(value)) this.#runs.set(name, value)
  }

  get tooLarge(): boolean {
    return this.#memory.buffer.byteLength > keptBytes
  }

  clear(): void {
    this.#used = 0
  }

  run(name: string, ...values: number[]): void {
    const run = this.#runs.get(name)
    if (run === undefined) throw new RangeError(`no kernel is called ${name}`)
    run(...values)
  }

  /** Address of `bytes` fresh bytes, a multiple of 16; what is in them is left from earlier. Views taken before may have become invalid. */
  take(bytes: number): number {
    const start = this.#used
    this.#used = start + Math.ceil((bytes + slackBytes) / 16) * 16
    const missing = this.#used - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes))
    return start
  }

  /** Copies samples in; returns their address. */
  put(samples: Uint8Array): number {
    const start = this.take(samples.byteLength)
    this.bytes(start, samples.byteLength).set(samples)
    return start
  }

  bytes(start: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#memory.buffer, start, length)
  }

  ints(start: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.#memory.buffer, start, length)
  }

  longs(start: number, length: number): BigInt64Array<ArrayBuffer> {
    return new BigInt64Array(this.#memory.buffer, start, length)
  }

  floats(start: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.#memory.buffer, start, length)
  }
}

let bench: Bench | null = null

/** This thread's memory, empty. Not for use across an await. */
export function clearBench(): Bench {
  if (bench === null || bench.tooLarge) bench = new Bench()
  bench.clear()
  return bench
}

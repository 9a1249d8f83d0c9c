import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'

/** A file of tests/fixtures/vectors. */
export function vectorFile(name: string): URL {
  return new URL(`../../../../../fixtures/vectors/${name}`, import.meta.url)
}

export type Matrix = { rows: number; columns: number; values: number[] }

const readers: Record<number, (view: DataView, at: number) => number> = {
  1: (view, at) => view.getInt8(at),
  2: (view, at) => view.getUint8(at),
  3: (view, at) => view.getInt16(at, true),
  4: (view, at) => view.getUint16(at, true),
  5: (view, at) => view.getInt32(at, true),
  6: (view, at) => view.getUint32(at, true),
  7: (view, at) => view.getFloat32(at, true),
  9: (view, at) => view.getFloat64(at, true),
}
const widths: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 2, 5: 4, 6: 4, 7: 4, 9: 8 }

type Element = { type: number; data: DataView }

/** The elements of a MATLAB 5 file one after another: a tag of type and length, small data inside the tag itself. */
function elementsOf(bytes: DataView): Element[] {
  const elements: Element[] = []
  for (let at = 0; at + 8 <= bytes.byteLength; ) {
    const tag = bytes.getUint32(at, true)
    const small = tag >>> 16
    const type = small === 0 ? tag : tag & 0xffff
    const length = small === 0 ? bytes.getUint32(at + 4, true) : small
    const from = small === 0 ? at + 8 : at + 4
    elements.push({ type, data: new DataView(bytes.buffer, bytes.byteOffset + from, length) })
    // Compressed elements are not padded.
    at = small !== 0 ? at + 8 : type === 15 ? from + length : from + Math.ceil(length / 8) * 8
  }
  return elements
}

function numbersOf({ type, data }: Element): number[] {
  const read = readers[type]
  const width = widths[type]
  if (read === undefined || width === undefined) throw new Error(`no reader for MATLAB type ${type}`)
  return Array.from({ length: data.byteLength / width }, (_, i) => read(data, i * width))
}

/** The numeric matrices of a MATLAB 5 file, row by row. */
export function readMatrices(name: string): Record<string, Matrix> {
  const file = readFileSync(vectorFile(name))
  const found: Record<string, Matrix> = {}
  for (const element of elementsOf(new DataView(file.buffer, file.byteOffset + 128, file.byteLength - 128))) {
    const { data } = element
    let array = element
    if (element.type === 15) {
      const plain = inflateSync(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
      const inner = elementsOf(new DataView(plain.buffer, plain.byteOffset, plain.byteLength))[0]
      if (inner === undefined) continue
      array = inner
    }
    const [, size, label, real] = elementsOf(array.data)
    if (size === undefined || label === undefined || real === undefined || readers[real.type] === undefined) continue
    const [rows = 0, columns = 0] = numbersOf(size)
    const key = String.fromCharCode(...numbersOf(label))
    const byColumn = numbersOf(real)
    const values = byColumn.map((_, i) => byColumn[(i % columns) * rows + Math.floor(i / columns)] ?? 0)
    found[key] = { rows, columns, values }
  }
  return found
}

/** The largest distance in units of numpy's `allclose` (rtol 1e-5, atol 1e-8): at most 1 where it holds. */
export function allcloseRatio(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  return actual.reduce((worst, value, i) => {
    const want = expected[i] ?? Number.NaN
    return Math.max(worst, Math.abs(value - want) / (1e-8 + 1e-5 * Math.abs(want)))
  }, 0)
}

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptorBytes } from '../../../../../../src/main/core/fingerprint/image/points/describe.ts'
import { packPoints, unpackPoints } from '../../../../../../src/main/core/fingerprint/image/points/pack.ts'
import { mostPoints, picturePoints } from '../../../../../../src/main/core/fingerprint/image/points/points.ts'
import { smooth } from '../../../../../../src/main/core/fingerprint/image/points/smooth.ts'
import { cut, innerBox } from '../../../../../../src/main/core/fingerprint/image/points/trim.ts'
import { clearBench } from '../../../../../../src/main/core/fingerprint/image/simd/bench.ts'
import { bordered, drawing } from '../../../../../fakes/drawing.ts'

const flat = (level: number, width = 200, height = 150) => ({
  width,
  height,
  samples: new Uint8Array(width * height).fill(level),
})

describe('borders', () => {
  it('are taken away on each side by its own tone, though JPEG has left specks in them', () => {
    const inner = drawing(1, 300, 200)
    const box = { left: 40, top: 12, width: 300, height: 200 }
    const speck = (i: number) => 246 + ((i * 7) % 9)
    expect(innerBox(bordered(inner, { left: 40, top: 12, right: 5, bottom: 30 }, speck))).toEqual(box)
    expect(innerBox(bordered(inner, { left: 40, top: 12, right: 5, bottom: 30 }, () => 0))).toEqual(box)
    expect(cut(bordered(inner, { left: 40, top: 12, right: 5, bottom: 30 }, speck), box)).toEqual(inner)
  })

  it('are not what a plain picture, or one with a speck in it, consists of', () => {
    expect(innerBox(flat(255))).toEqual({ left: 0, top: 0, width: 200, height: 150 })
    const speck = flat(255)
    speck.samples[75 * 200 + 100] = 0
    expect(innerBox(speck)).toEqual({ left: 0, top: 0, width: 200, height: 150 })
  })
})

describe('smoothing', () => {
  it('is the binomial of order 8 in both directions, mirrored at the edges', () => {
    const taps = [1, 8, 28, 56, 70, 56, 28, 8, 1]
    const mirror = (i: number, n: number) => (i < 0 ? -i : i >= n ? 2 * n - 2 - i : i)
    fc.assert(
      fc.property(
        fc.integer({ min: 9, max: 40 }),
        fc.integer({ min: 9, max: 24 }),
        fc.integer(),
        (width, height, seed) => {
          const plane = drawing(seed, width, height)
          const expected = Array.from({ length: width * height }, (_, i) => {
            const [x, y] = [i % width, Math.floor(i / width)]
            let sum = 0
            for (const [v, down] of taps.entries()) {
              for (const [u, along] of taps.entries()) {
                sum += down * along * (plane.samples[mirror(y + v - 4, height) * width + mirror(x + u - 4, width)] ?? 0)
              }
            }
            return (sum + 512) >> 10
          })
          expect([...smooth(plane).samples]).toEqual(expected)
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('nearest256', () => {
  it('gives the first of the rows that differ in the fewest bits', () => {
    const row = fc.uint8Array({ minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.array(row, { minLength: 1, maxLength: 9 }),
        (a, b) => {
          const apart = (x: Uint8Array, y: Uint8Array) =>
            x.reduce((sum, byte, i) => sum + (byte ^ (y[i] ?? 0)).toString(2).replaceAll('0', '').length, 0)
          const expected = a.flatMap((x) => {
            const distances = b.map((y) => apart(x, y))
            const least = Math.min(...distances)
            return [distances.indexOf(least), least]
          })
          const bench = clearBench()
          const from = bench.put(Uint8Array.from(a.flatMap((each) => [...each])))
          const among = bench.put(Uint8Array.from(b.flatMap((each) => [...each])))
          const to = bench.take(8 * a.length)
          bench.run('nearest256', from, a.length, among, among + 32 * b.length, to)
          const found = [...bench.ints(to, 2 * a.length)]
          expect(found.map((value, i) => (i % 2 === 0 ? (value - among) / 32 : value))).toEqual(expected)
        },
      ),
    )
  })
})

describe('points', () => {
  it('are the same bytes on every machine and in every release of a method version', () => {
    const points = picturePoints(drawing(7, 640, 480))
    const packed = points === null ? new Uint8Array(0) : packPoints(points)
    expect({ bytes: packed.length, sha256: createHash('sha256').update(packed).digest('hex') }).toEqual({
      bytes: 16112,
      sha256: 'f3a7a73f1c558a0a426bf8a73faa878b7efa1b7fa61e057ecf5bda16e2c98c95',
    })
  })

  it('come back as they were packed, within 16 kB; anything else is no points', () => {
    const points = picturePoints(drawing(3, 900, 700))
    if (points === null) throw new Error('no points')
    const packed = packPoints(points)
    const { count } = points
    expect([count, packed.length <= 16_384]).toEqual([mostPoints, true])
    expect(unpackPoints(packed)).toEqual({
      ...points,
      x: points.x.subarray(0, count),
      y: points.y.subarray(0, count),
      level: points.level.subarray(0, count),
      direction: points.direction.subarray(0, count),
      descriptions: points.descriptions.subarray(0, count * descriptorBytes),
    })
    const wrong = [new Uint8Array(0), packed.subarray(0, packed.length - 1), Uint8Array.of(1, ...packed.subarray(1))]
    expect(wrong.map((bytes) => unpackPoints(bytes))).toEqual([null, null, null])
  })

  it('never fail on bytes that are none, whatever they are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => void unpackPoints(bytes)))
  })

  it('are none in a plain picture, and few are no failure', () => {
    expect([picturePoints(flat(128)), picturePoints(flat(0, 1, 1)), picturePoints(flat(9, 3000, 8))]).toEqual([
      null,
      null,
      null,
    ])
    const dot = flat(255)
    for (const i of [0, 1, 200, 201]) dot.samples[70 * 200 + 90 + i] = 0
    expect(picturePoints(dot)?.count).toBeGreaterThan(0)
  })
})

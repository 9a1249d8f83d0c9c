import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitScale, fitted, middleOf, panned, wheelFactor, zoomedTo } from '../../../../src/renderer/pages/work/zoom.ts'

const sizes = fc.record({ width: fc.integer({ min: 50, max: 4000 }), height: fc.integer({ min: 50, max: 4000 }) })
const scales = fc.double({ min: 0.01, max: 40, noNaN: true })
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('zoom', () => {
  test('a fitted picture is whole, in the middle, and never blown up', () => {
    fc.assert(
      fc.property(sizes, sizes, (stage, picture) => {
        const { scale, x, y } = fitted(stage, picture)
        expect(scale).toBeLessThanOrEqual(1)
        expect(x).toBeGreaterThanOrEqual(-1e-6)
        expect(y).toBeGreaterThanOrEqual(-1e-6)
        expect(x * 2 + picture.width * scale).toBeCloseTo(stage.width, 6)
        expect(y * 2 + picture.height * scale).toBeCloseTo(stage.height, 6)
      }),
    )
  })

  test('what is under the pointer stays there, as long as the picture reaches past the stage', () => {
    const stage = { width: 800, height: 600 }
    const picture = { width: 4000, height: 3000 }
    const before = zoomedTo(stage, picture, fitted(stage, picture), 1, { x: 200, y: 450 })
    const point = { x: 300, y: 300 }
    const after = zoomedTo(stage, picture, before, 2, point)
    const under = (placement: typeof before) => [
      (point.x - placement.x) / placement.scale,
      (point.y - placement.y) / placement.scale,
    ]
    expect(under(after)[0]).toBeCloseTo(under(before)[0] ?? 0, 6)
    expect(under(after)[1]).toBeCloseTo(under(before)[1] ?? 0, 6)
  })

  test('no gap opens between a large picture and the edge of the stage, however it is dragged and zoomed', () => {
    fc.assert(
      fc.property(sizes, sizes, scales, share, share, scales, (stage, picture, scale, sx, sy, distance) => {
        const point = { x: stage.width * sx, y: stage.height * sy }
        const zoomed = zoomedTo(stage, picture, fitted(stage, picture), scale, point)
        const placed = panned(stage, picture, zoomed, {
          x: (sx - 0.5) * distance * 500,
          y: (sy - 0.5) * distance * 500,
        })
        const [width, height] = [picture.width * placed.scale, picture.height * placed.scale]
        if (width > stage.width)
          expect([placed.x <= 1e-6, placed.x + width >= stage.width - 1e-6]).toEqual([true, true])
        if (height > stage.height)
          expect([placed.y <= 1e-6, placed.y + height >= stage.height - 1e-6]).toEqual([true, true])
        expect(placed.scale).toBeGreaterThanOrEqual(Math.min(fitScale(stage, picture), 16) - 1e-9)
        expect(placed.scale).toBeLessThanOrEqual(16)
      }),
    )
  })

  test('zooming out to the end is the fitted picture again, and stays so when the stage changes', () => {
    const stage = { width: 500, height: 400 }
    const picture = { width: 1000, height: 1000 }
    const near = zoomedTo(stage, picture, fitted(stage, picture), 3, middleOf(stage))
    expect(near.fitted).toBe(false)
    expect(zoomedTo(stage, picture, near, 0.001, middleOf(stage))).toEqual(fitted(stage, picture))
  })

  test('a wheel turned one way and back ends where it began; lines count as pixels', () => {
    const turn = (deltaY: number, deltaMode = 0) => wheelFactor({ deltaY, deltaMode, ctrlKey: false })
    expect(turn(120) * turn(-120)).toBeCloseTo(1, 12)
    expect(turn(-100)).toBeGreaterThan(1)
    expect(turn(3, 1)).toBe(turn(48))
  })
})

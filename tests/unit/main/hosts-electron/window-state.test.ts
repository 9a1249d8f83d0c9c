import fc from 'fast-check'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultPlace, placeWithin, readPlace, writePlace } from '../../../../src/main/hosts/electron/window-state.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'metastamp-window-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const screens = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
]
const place = { x: 2000, y: 50, width: 1000, height: 700, maximized: false }

test('a window returns to its screen, and to a visible place when that screen has gone', () => {
  const { x: _x, y: _y, ...sizeOnly } = place
  expect({
    there: placeWithin(place, screens),
    gone: placeWithin(place, screens.slice(0, 1)),
    above: placeWithin({ ...place, y: -400 }, screens),
    sliver: placeWithin({ ...place, x: 3190 }, screens),
    huge: placeWithin({ ...place, x: 0, y: 0, width: 9000, height: 9000 }, screens),
    small: placeWithin({ ...place, width: 10 }, screens),
    noScreens: placeWithin(place, []),
  }).toEqual({
    there: place,
    gone: sizeOnly,
    above: sizeOnly,
    sliver: sizeOnly,
    huge: { x: 0, y: 0, width: 1920, height: 1040, maximized: false },
    small: defaultPlace,
    noScreens: { width: 900, height: 600, maximized: false },
  })
})

test('no record, however mangled, makes a window that cannot be used', () => {
  fc.assert(
    fc.property(fc.anything(), (saved) => {
      const { width, height } = placeWithin(saved, screens)
      expect(width >= 900 && height >= 600).toBe(true)
    }),
  )
})

test('the record survives a round trip; a broken file counts as none; nothing is left beside it', () => {
  const file = join(dir, 'window.json')
  expect(readPlace(file)).toBeNull()
  writePlace(file, place)
  expect(placeWithin(readPlace(file), screens)).toEqual(place)
  writeFileSync(file, '{"x":')
  expect([readPlace(file), readdirSync(dir)]).toEqual([null, ['window.json']])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chromaWedges, strongestNotes } from '../../../../src/renderer/pages/work/chroma-wheel-geometry.ts'
import {
  coefficientTones,
  melShare,
  minhashTones,
  spectrogramTones,
} from '../../../../src/renderer/pages/work/tones.ts'
import { troubleOf } from '../../../../src/renderer/pages/work/use-sound.ts'
import { loudestStep, waveformPath } from '../../../../src/renderer/pages/work/waveform-path.ts'

describe('a waveform’s outline', () => {
  test('runs along the highest samples and back along the lowest, upwards being negative', () => {
    expect(waveformPath({ min: [-100, -50], max: [120, 10] })).toBe('M0 -120L0.5 -120L1.5 -10H2L2 50L1.5 50L0.5 100H0Z')
  })
  test('stays a line where it is silent, on one side only too, and is nothing without columns', () => {
    expect([
      waveformPath({ min: [0], max: [0] }),
      waveformPath({ min: [], max: [] }),
      loudestStep({ min: [], max: [] }),
    ]).toEqual(['M0 0L0.5 0H1L1 0L0.5 0H0Z', '', 1])
    expect(waveformPath({ min: [0, -127], max: [0, 0] })).toBe('M0 -0.4L0.5 -0.4L1.5 -0.4H2L2 127L1.5 127L0.5 0.4H0Z')
  })
  test('never leaves the box that the loudest step makes', () => {
    const steps = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(steps, steps, (min, max) => {
        const loudest = loudestStep({ min, max })
        const heights = [...waveformPath({ min, max }).matchAll(/L[\d.]+ (-?[\d.]+)/g)].map((match) => Number(match[1]))
        return heights.length > 0 && heights.every((height) => Math.abs(height) <= loudest)
      }),
    )
  })
})

describe('the chroma wheel', () => {
  const radii = { inner: 40, outer: 80, label: 92 }
  test('goes round by fifths from C at the top, clockwise', () => {
    const wedges = chromaWedges(
      Array.from({ length: 12 }, () => 1),
      radii,
    )
    expect(wedges.map(({ note }) => note).join(' ')).toBe('C G D A E B F♯ C♯ G♯ D♯ A♯ F')
    expect([0, 3, 6, 9].map((place) => [wedges[place]?.x, wedges[place]?.y])).toEqual([
      [0, -92],
      [92, 0],
      [0, 92],
      [-92, 0],
    ])
  })
  test('gives a note its own value, by area, and bears values out of range', () => {
    const chroma = [0, 2, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, -1]
    const wedges = chromaWedges(chroma, radii)
    const reach = (note: string) => Number(/A([\d.]+)/.exec(wedges.find((each) => each.note === note)?.path ?? '')?.[1])
    expect([reach('C'), reach('C♯'), reach('B')]).toEqual([40, 80, 40])
    // Half of the ring between the radii.
    expect(reach('G') ** 2 - 40 ** 2).toBeCloseTo((80 ** 2 - 40 ** 2) / 2, -1)
  })
  test('names the strongest notes and none of silence', () => {
    const chroma = [0.2, 0, 0, 0, 0.9, 0, 0, 1, 0, 0, 0, 0]
    expect([
      strongestNotes(chroma, 3),
      strongestNotes(
        Array.from({ length: 12 }, () => 0),
        3,
      ),
    ]).toEqual([['G', 'E', 'C'], []])
  })
})

describe('tones of ink', () => {
  test('put a spectrogram’s lowest band at the bottom, the loudest as full ink, the floor as paper', () => {
    expect(
      spectrogramTones([
        [0, -80],
        [-200, 3],
      ]),
    ).toEqual([
      [0, 1],
      [1, 0],
    ])
  })
  test('stretch each coefficient on its own and bear a constant one', () => {
    expect(coefficientTones([[-500, -400, -300], [1, 1, 1], []])).toEqual([[0, 0.5, 1], [0, 0, 0], []])
  })
  test('show equal MinHash values alike wherever they stand, and different ones of one size apart', () => {
    const tones = minhashTones([4001, 4002, 4002, 4001, 0xffffffff, 7], 3)
    expect([
      tones.map((row) => row.length),
      tones[0]?.[0] === tones[1]?.[0],
      tones[0]?.[0] === tones[0]?.[1],
      tones[1]?.[1],
    ]).toEqual([[3, 3], true, false, 1])
  })
  test('find a frequency’s height on the mel axis: straight to 1 kHz, then by ratios', () => {
    expect([melShare(0), melShare(11_025), melShare(22_050)]).toEqual([0, 1, 1])
    expect(melShare(1000) / melShare(500)).toBeCloseTo(2, 9)
    expect(melShare(8000) - melShare(4000)).toBeCloseTo(melShare(4000) - melShare(2000), 9)
  })
})

test('a format the browser lacks, a file out of reach and damaged data are told apart', () => {
  const media = (code: number, can: CanPlayTypeResult) => ({ error: { code }, canPlayType: () => can })
  expect([
    troubleOf(media(4, ''), 'audio/x-unknown'),
    troubleOf(media(4, 'maybe'), 'audio/mpeg'),
    troubleOf(media(3, 'probably'), 'audio/mpeg'),
  ]).toEqual(['unplayable', 'gone', 'broken'])
})

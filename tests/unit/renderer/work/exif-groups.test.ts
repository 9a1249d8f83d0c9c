import { describe, expect, test } from 'vitest'
import { exifText, groupExif, labelOf } from '../../../../src/renderer/pages/work/exif-groups.ts'

describe('what camera and editor wrote', () => {
  test('is put where a person looks for it', () => {
    const grouped = groupExif({
      Make: 'FUJIFILM',
      LensModel: 'XF35mmF1.4 R',
      FNumber: 4,
      ExposureTime: 0.004,
      ISOSpeedRatings: 200,
      DateTimeOriginal: '2025:03:14 09:26:53',
      Copyright: '© Ilse Brandt',
      GPSLatitude: 51.5,
      Rating: 5,
      Empty: ' ',
    })
    expect(grouped.map(({ group, fields }) => [group, fields.map(({ label, value }) => `${label}: ${value}`)])).toEqual(
      [
        ['camera', ['Lens model: XF35mmF1.4 R', 'Make: FUJIFILM']],
        ['exposure', ['Exposure time: 1/250 s', 'F number: f/4', 'ISO speed ratings: 200']],
        ['time', ['Date time original: 2025:03:14 09:26:53']],
        ['rights', ['Copyright: © Ilse Brandt']],
        ['place', ['GPS latitude: 51.5']],
        ['other', ['Rating: 5']],
      ],
    )
  })

  test.each([
    ['XResolution', 'X resolution'],
    ['by-line', 'By line'],
    ['ISO', 'ISO'],
  ])('%s reads as %s', (name, label) => {
    expect(labelOf(name)).toBe(label)
  })

  test.each([
    ['ExposureTime', 2, '2 s'],
    ['ExposureTime', 0, '0 s'],
    ['FocalLength', 35, '35 mm'],
    ['GPSLatitude', [51, 30, 12.25], '51, 30, 12.25'],
    ['Flash', true, 'true'],
  ] as const)('%s %j is written %s', (name, value, text) => {
    expect(exifText(name, typeof value === 'object' ? [...value] : value)).toBe(text)
  })
})

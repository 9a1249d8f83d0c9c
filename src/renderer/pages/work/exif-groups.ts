import type { MetadataFields } from '../../../shared/domain/fingerprint.ts'

// What a camera and an editor wrote into a picture, in the order in which people ask: with what, how, when, whose, where.

export const exifGroups = ['camera', 'exposure', 'time', 'rights', 'place', 'other'] as const
export type ExifGroup = (typeof exifGroups)[number]
export type ExifField = { readonly name: string; readonly label: string; readonly value: string }

const matchers: readonly (readonly [ExifGroup, RegExp])[] = [
  ['place', /^GPS|Latitude|Longitude|Altitude|^(City|Country|Province|Location|State|Sublocation)/i],
  ['time', /Date|Time(?!$)|TimeOf|OffsetTime|SubSec/i],
  [
    'exposure',
    /^(ExposureTime|FNumber|ISO|ISOSpeedRatings|PhotographicSensitivity|Aperture|ShutterSpeed|Exposure|Flash|Metering|WhiteBalance|FocalLength|Brightness|LightSource|DigitalZoom|SubjectDistance|SceneCaptureType|Gain|Contrast|Saturation|Sharpness)/i,
  ],
  ['rights', /Artist|Copyright|Creator|Credit|By-?line|Rights|License|Usage|Source$|Owner|Marked/i],
  ['camera', /^(Make|Model|Lens|Body|Camera|Software|HostComputer|SerialNumber|Firmware)/i],
]

/** Fields by group, each group in the order of its names; empty groups are left out. */
export function groupExif(fields: MetadataFields): { group: ExifGroup; fields: ExifField[] }[] {
  const byGroup = new Map<ExifGroup, ExifField[]>()
  for (const [name, value] of Object.entries(fields)) {
    const text = exifText(name, value)
    if (text === '') continue
    const group =
      name === 'ExposureTime' ? 'exposure' : (matchers.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other')
    const list = byGroup.get(group) ?? []
    list.push({ name, label: labelOf(name), value: text })
    byGroup.set(group, list)
  }
  return exifGroups.flatMap((group) => {
    const list = byGroup.get(group)
    return list === undefined ? [] : [{ group, fields: list.sort((a, b) => a.name.localeCompare(b.name, 'en')) }]
  })
}

/** "ISOSpeedRatings" as "ISO speed ratings". */
export function labelOf(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .trim()
    .split(/\s+/)
  return words
    .map((word, i) => {
      if (/^[A-Z\d]{2,}$/.test(word)) return word
      return i === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word.toLowerCase()
    })
    .join(' ')
}

/** A field's value as people write it: f/4, 1/250 s, 35 mm. */
export function exifText(name: string, value: MetadataFields[string]): string {
  if (typeof value === 'number') {
    if (name === 'FNumber') return `f/${trimmed(value)}`
    if (name === 'ExposureTime')
      return value > 0 && value < 0.5 ? `1/${Math.round(1 / value)} s` : `${trimmed(value)} s`
    if (name.startsWith('FocalLength')) return `${trimmed(value)} mm`
    return trimmed(value)
  }
  if (Array.isArray(value)) return value.map(trimmed).join(', ')
  return String(value).trim()
}

const trimmed = (value: number) => String(Math.round(value * 10_000) / 10_000)

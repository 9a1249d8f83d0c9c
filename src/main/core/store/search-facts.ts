import type { Fingerprint } from '../../../shared/domain/fingerprint.ts'
import { titleKey } from './title-key.ts'

// What a search can ask of a fingerprint, pure.

export type SearchFacts = {
  width: number | null
  height: number | null
  durationSeconds: number | null
  bpm: number | null
  words: number | null
  /** Hundredths. */
  quality: number | null
  /** "c# minor". */
  musicalKey: string | null
  language: string | null
  /** Folded maker and model. */
  camera: string | null
  /** Folded words that people or programs wrote into the file. */
  written: string
}

/** Fields of EXIF, IPTC, XMP and audio tags whose words people look for; the rest is figures of the device. */
const worthReading =
  /artist|author|by-?line|caption|city|comment|composer|copyright|country|creator|credit|description|event|genre|headline|album|keyword|label|lens|location|make|model|object|performer|publisher|rights|scene|software|subject|title|state/i
/** Characters of one work's written words that are searched. */
const mostWritten = 1_000

function writtenIn(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' && worthReading.test(name) && value.trim() !== '' ? [value.trim()] : [],
  )
}

function text(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value.trim() : ''
}

export function searchFactsOf(fingerprint: Fingerprint): SearchFacts {
  const { image, audio, video, text: prose, quality } = fingerprint
  const exif = image?.exif ?? {}
  const camera = `${text(exif, 'Make')} ${text(exif, 'Model')}`.trim()
  const written = [...new Set([...writtenIn(exif), ...writtenIn(audio?.tags ?? {})])].join(' · ')
  const key = audio?.key === undefined ? null : `${audio.key} ${audio.scale ?? ''}`.trim().toLowerCase()
  return {
    width: image?.width ?? video?.width ?? null,
    height: image?.height ?? video?.height ?? null,
    durationSeconds: video?.durationSeconds ?? audio?.durationSeconds ?? null,
    bpm: audio?.tempoBpm ?? null,
    words: prose?.wordCount ?? null,
    quality: quality === undefined ? null : Math.round(quality.score * 100),
    musicalKey: key,
    language: prose?.language.toLowerCase() ?? null,
    camera: camera === '' ? null : titleKey(camera),
    written: titleKey(written.slice(0, mostWritten)),
  }
}

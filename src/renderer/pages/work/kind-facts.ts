import type { AudioFingerprint, TextFingerprint } from '../../../shared/domain/fingerprint.ts'
import type { Definition } from '../../components/definition-list.tsx'
import type { Formatters } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'

// What is known of a sound and of a text besides its hashes, as rows; what is unknown has no row.

type Sound = Pick<AudioFingerprint, 'durationSeconds' | 'codec' | 'bitrate' | 'sampleRate' | 'channels'>
type Text = Pick<TextFingerprint, 'wordCount' | 'characterCount' | 'language' | 'pageCount' | 'encoding'>

export function soundFacts(audio: Sound, t: Translate, format: Formatters): Definition[] {
  const items: Definition[] = [
    { term: t('work.fact.duration'), value: format.duration(audio.durationSeconds * 1000) },
    { term: t('work.fact.codec'), value: audio.codec },
  ]
  if (audio.bitrate !== undefined) {
    const value = t('work.kilobits', { value: format.number(audio.bitrate / 1000) })
    items.push({ term: t('work.fact.bitrate'), value })
  }
  const rate = t('work.kilohertz', { value: format.number(audio.sampleRate / 1000, 3) })
  items.push({ term: t('work.fact.sampleRate'), value: rate })
  items.push({ term: t('work.fact.channels'), value: t('work.channels', { count: audio.channels }) })
  return items
}

/** Words a minute in silent reading: the mean of 190 studies (M. Brysbaert, Journal of Memory and Language 109, 2019). */
const wordsPerMinute = 238

/** @param locale the person's own, in which the language is named */
export function textFacts(text: Text, locale: string, t: Translate, format: Formatters): Definition[] {
  const items: Definition[] = [
    { term: t('work.fact.words'), value: format.number(text.wordCount) },
    { term: t('work.fact.characters'), value: format.number(text.characterCount) },
  ]
  if (text.wordCount > 0) {
    const minutes = Math.round(text.wordCount / wordsPerMinute)
    const value = minutes === 0 ? t('work.readingShort') : format.duration(minutes * 60_000)
    items.push({ term: t('work.fact.reading'), value })
  }
  const language = languageName(text.language, locale)
  if (language !== null) items.push({ term: t('work.fact.language'), value: language })
  if (text.pageCount !== undefined) items.push({ term: t('work.fact.pages'), value: format.number(text.pageCount) })
  if (text.encoding !== undefined) items.push({ term: t('work.fact.encoding'), value: text.encoding.toUpperCase() })
  return items
}

/** A BCP 47 code by its name in a locale; the code itself where that has no name; null for `und` and for what is no code. */
export function languageName(code: string, locale: string): string | null {
  if (code === '' || code === 'und') return null
  try {
    return new Intl.DisplayNames([locale, 'en'], { type: 'language' }).of(code) ?? code
  } catch {
    // A RangeError: the code is not well formed, so there is nothing to name.
    return null
  }
}

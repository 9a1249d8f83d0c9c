import { francAll } from 'franc'

// The language of a text, or "und": scripts and letters that one language uses decide, then common little words,
// then letter trigrams.

/** Codes of franc (ISO 639-3) and ours (BCP 47). Restricted: franc finds rare languages in short texts of common ones. */
const languages: Readonly<Record<string, string>> = {
  eng: 'en',
  deu: 'de',
  fra: 'fr',
  spa: 'es',
  ita: 'it',
  por: 'pt',
  nld: 'nl',
  swe: 'sv',
  dan: 'da',
  nob: 'nb',
  fin: 'fi',
  pol: 'pl',
  ces: 'cs',
  slk: 'sk',
  hun: 'hu',
  ron: 'ro',
  tur: 'tr',
  vie: 'vi',
  ind: 'id',
  hrv: 'hr',
  rus: 'ru',
  ukr: 'uk',
  bul: 'bg',
  srp: 'sr',
  arb: 'ar',
  pes: 'fa',
  urd: 'ur',
  hin: 'hi',
  mar: 'mr',
}

const littleWords: Readonly<Record<string, string>> = {
  en: 'the of and to in is that it was for with as his on be at by this had not are but from or have they which you were her she there would their we him been has when who will more if no out so what up said about than into them can only could some then now',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber vor zur bis mehr durch man ich wir',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou son lui nous comme mais on tout aux été cette ses elle deux leur je vous sans',
  es: 'de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde',
  it: 'di e il la che in a per un del non è una le con si i da al della come più dei nel sono ma anche gli alla ha o su se lo questo delle io ci',
  pt: 'de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso',
  nl: 'de en van het een in is dat op te zijn met voor niet die er aan om ook als dan maar bij nog uit door over ze hij worden wordt naar heeft hebben deze kan of je ik wij was',
}
const littleWordSets = Object.entries(littleWords).map(
  ([language, words]) => [language, new Set(words.split(' '))] as const,
)

const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Lao}/gu, 'lo'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Myanmar}/gu, 'my'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Bengali}/gu, 'bn'],
]

/** Letters without which nothing is said. */
const leastLetters = 24
const leastLettersOfOneScript = 4
export const sampleCharacters = 16_384

/** Languages of one script by letters that only they use: the first whose letters are there decides. */
const telltales: readonly (readonly [RegExp, readonly (readonly [RegExp, string])[]])[] = [
  [
    /\p{Script=Cyrillic}/gu,
    [
      [/[їєґЇЄҐ]/u, 'uk'],
      [/[ўЎ]/u, 'be'],
      [/[љњђћЉЊЂЋ]/u, 'sr'],
      [/[ѓќѕЃЌЅ]/u, 'mk'],
      [/[ыэЫЭ]/u, 'ru'],
      [/[ъЪ]/u, 'bg'],
    ],
  ],
  [
    /\p{Script=Arabic}/gu,
    [
      [/[ٹڈڑے]/u, 'ur'],
      [/[پچژگ]/u, 'fa'],
      [/[ةىؤئإأ]/u, 'ar'],
    ],
  ],
]

function byTelltale(sample: string, letters: number): string | null {
  for (const [script, languages] of telltales) {
    if (2 * (sample.match(script)?.length ?? 0) <= letters) continue
    return languages.find(([letter]) => letter.test(sample))?.[1] ?? null
  }
  return null
}

function byScript(sample: string, letters: number): string | null {
  for (const [script, language] of scripts) {
    const count = sample.match(script)?.length ?? 0
    // Japanese shows itself by a tenth of kana among its ideographs.
    const share = language === 'ja' ? 0.1 : 0.5
    if (count >= leastLettersOfOneScript && count > share * letters) return language
  }
  return null
}

function byLittleWords(sample: string): string | null {
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? []
  if (words.length < 5) return null
  const shares = littleWordSets
    .map(([language, little]) => ({ language, share: words.filter((word) => little.has(word)).length / words.length }))
    .sort((left, right) => right.share - left.share)
  const [first, second] = shares
  if (first === undefined || second === undefined) return null
  return first.share >= 0.2 && first.share >= 1.5 * second.share ? first.language : null
}

/** A BCP 47 language, `und` when unsure. Looks at the first 16,384 characters. */
export function languageOf(text: string): string {
  const sample = text.slice(0, sampleCharacters)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const written = byScript(sample, letters)
  if (written !== null) return written
  if (letters < leastLetters) return 'und'
  const told = byTelltale(sample, letters)
  if (told !== null) return told
  const worded = byLittleWords(sample)
  if (worded !== null) return worded
  const [first, second] = francAll(sample, { only: Object.keys(languages), minLength: leastLetters })
  if (first === undefined || letters < 4 * leastLetters) return 'und'
  // franc's scores are relative to the best, which has 1.
  return 1 - (second?.[1] ?? 0) >= 0.04 ? (languages[first[0]] ?? 'und') : 'und'
}

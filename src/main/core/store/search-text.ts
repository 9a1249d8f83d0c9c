import { titleKey } from './title-key.ts'

// Running text as the word index takes it. Scripts that are written without gaps are cut into overlapping pairs, so that any two
// neighbouring characters are found: "東京の雨" is "東京 京の の雨 雨".

const gapless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+/gu

function pairs(run: string): string[] {
  const characters = [...run]
  return characters.map((character, i) => character + (characters[i + 1] ?? ''))
}

/** The text to index: folded, and cut into pairs where it needs to be. */
export function indexedText(text: string): string {
  return titleKey(text).replace(gapless, (run) => ` ${pairs(run).join(' ')} `)
}

/**
 * An FTS5 expression for texts in which a word begins with `key` (folded), or, in scripts without gaps, which hold it anywhere. Null when
 * nothing in `key` is a letter or a digit.
 */
export function textMatch(key: string): string | null {
  const spaced = key.replace(gapless, (run) => {
    const cut = pairs(run)
    // The last character stands alone only at a run's end; inside a text another one may follow.
    return ` ${(cut.length > 1 ? cut.slice(0, -1) : cut).join(' ')} `
  })
  const quoted = spaced.trim().replaceAll('"', ' ')
  return /[\p{L}\p{N}]/u.test(quoted) ? `"${quoted}" *` : null
}

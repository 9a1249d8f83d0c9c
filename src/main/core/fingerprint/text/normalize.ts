import { unspaced } from './scripts.ts'

// One text, however it was set: docs/fingerprints/text.md has the rules by number. Words in lower case, one space between them, nothing else.

const ascii = /^[\0-\x7f]*$/
const ignorable = /\p{Default_Ignorable_Code_Point}+/gu
// Within a word: an apostrophe; a hyphen, also one at the end of a line; a point or comma between digits.
const apostrophe = /(?<=[\p{L}\p{M}])['’ʼ](?=\p{L})/gu
const hyphen = /(?<=[\p{L}\p{M}])[-‐‑][ \t]*(?:\r\n?|\n)?[ \t]*(?<=[-‐‑]|[\r\n][ \t]*)(?=\p{L})/gu
const digitPoint = /(?<=\p{Nd})[.,](?=\p{Nd})/gu
const between = /[^\p{L}\p{M}\p{N}\p{Emoji_Presentation}]+/gu
const gap = new RegExp(`(?<=[[${unspaced}]&&\\p{L}]\\p{M}*) (?=[[${unspaced}]&&\\p{L}])`, 'gv')

const asciiApostrophe = /(?<=[a-z])'(?=[a-z])/g
const asciiHyphen = /(?<=[a-z])-(?:[ \t]*(?:\r\n?|\n)[ \t]*)?(?=[a-z])/g
const asciiDigitPoint = /(?<=[0-9])[.,](?=[0-9])/g
const asciiBetween = /[^a-z0-9]+/g

/**
 * Full case folding without a locale: lower, upper, then lower case again, which makes ẞ, ß and ss one; the final sigma is a sigma. Unlike
 * Unicode's table it makes ı an i.
 */
function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}

/** The words of a text with one space between them, before rule 7: what a reader sees as words is still apart. */
export function spacedWords(text: string): string {
  if (ascii.test(text)) {
    const words = text
      .toLowerCase()
      .replace(asciiApostrophe, '')
      .replace(asciiHyphen, '')
      .replace(asciiDigitPoint, '')
      .replace(asciiBetween, ' ')
    return words.trim()
  }
  const folded = foldCase(text.replace(ignorable, '').normalize('NFKC')).normalize('NFKC')
  const words = folded.replace(apostrophe, '').replace(hyphen, '').replace(digitPoint, '').replace(between, ' ')
  return words.trim().normalize('NFKC')
}

/** Rule 7: no space between letters of scripts that have none. */
export function closeGaps(words: string): string {
  return ascii.test(words) ? words : words.replace(gap, '').normalize('NFKC')
}

/** The normalised text: equal for one work in any line breaks, case, punctuation, hyphenation and Unicode form. Idempotent. */
export function normalizeText(text: string): string {
  return closeGaps(spacedWords(text))
}

const joinsLeft = new RegExp(`[[${unspaced}]&&\\p{L}]\\p{M}*$`, 'v')
const joinsRight = new RegExp(`^[[${unspaced}]&&\\p{L}]`, 'v')

/** What stands between two normalised parts of one text: a space, or nothing by rule 7. */
export function joint(left: string, right: string): '' | ' ' {
  return left === '' || right === '' || (joinsLeft.test(left) && joinsRight.test(right)) ? '' : ' '
}

// Which characters stand for themselves and which are put between them, for everything that looks at words.

/** Letters of scripts that are written without spaces between words, as the inside of a class of a `v` regular expression. */
export const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'

export const unspacedLetter = new RegExp(`[[${unspaced}]&&\\p{L}]`, 'v')

import { unspacedLetter } from './scripts.ts'

// Words and characters as a reader counts them (Unicode Standard Annex 29).

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const words = new Intl.Segmenter('und', { granularity: 'word' })

// Characters that are one grapheme each beside any other of them: up to U+02FF, Cyrillic, common punctuation, kana, ideographs.
const plain =
  '\\u0020-\\u02ff\\u0400-\\u0482\\u2010-\\u2027\\u3001-\\u3029\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff'
const notPlain = new RegExp(`[${plain}]?[^${plain}]+(?:[${plain}][^${plain}]+)*[${plain}]?`, 'g')

function countSegments(text: string): number {
  let count = 0
  for (const _segment of graphemes.segment(text)) count++
  return count
}

/**
 * Graphemes in a text in which white space has been made single spaces; a family emoji, a letter with its accents, a Hangul syllable is one.
 */
export function countGraphemes(text: string): number {
  if (text === '') return 0
  let count = text.length
  for (const [run] of text.matchAll(notPlain)) count -= run.length - countSegments(run)
  return count
}

/** Dictionary segmentation of scripts without spaces is slow: beyond so many characters its rate so far is carried on. */
const segmentedCharacters = 1 << 18
const spacedToken = /[\p{L}\p{N}]/u
const asciiOnly = /^[\0-\x7f]*$/

/** Counts words of `spacedWords` text, piece by piece. */
export class WordCounter {
  #spaced = 0
  #segmented = 0
  #segmentedCharacters = 0
  #beyond = 0

  add(piece: string): void {
    if (piece === '') return
    const tokens = piece.split(' ')
    if (asciiOnly.test(piece)) {
      this.#spaced += tokens.length
      return
    }
    for (const token of tokens) {
      if (unspacedLetter.test(token)) this.#addUnspaced(token)
      else if (spacedToken.test(token)) this.#spaced++
    }
  }

  #addUnspaced(token: string): void {
    for (let from = 0; from < token.length; from += 4096) {
      const part = token.slice(from, from + 4096)
      if (this.#segmentedCharacters >= segmentedCharacters) {
        this.#beyond += part.length
        continue
      }
      this.#segmentedCharacters += part.length
      for (const { isWordLike } of words.segment(part)) if (isWordLike === true) this.#segmented++
    }
  }

  get count(): number {
    const rate = this.#segmentedCharacters === 0 ? 0 : this.#segmented / this.#segmentedCharacters
    return this.#spaced + this.#segmented + Math.round(this.#beyond * rate)
  }
}

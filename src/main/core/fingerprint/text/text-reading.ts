import { createHash } from 'node:crypto'
import { TextEmbedder } from '../embedding/text-embedding.ts'
import { collapseText, TextHasher } from '../iscc/text-code.ts'
import { countGraphemes, WordCounter } from './counts.ts'
import { languageOf, sampleCharacters } from './language.ts'
import { markdownStart, stripMarkdown } from './markdown.ts'
import { closeGaps, joint, spacedWords } from './normalize.ts'
import { cutBefore, pieceCharacters } from './pieces.ts'
import { Variety } from './quality.ts'
import { ShingleHasher, type ShingleHashes } from './shingle-hashes.ts'
import { tokensOf } from './tokens.ts'

/** Characters (UTF-16 units) of a text that are read; what follows is left out of everything. Some three million words of English. */
export const maxCharacters = 1 << 24

/** UTF-16 units that are handed on for searching. */
export const searchedCharacters = 100_000

export type TextReading = {
  /** Null when the text has no words. */
  hashes: (ShingleHashes & { normalizedSha256: string; isccDigest: Uint8Array }) | null
  wordCount: number
  characterCount: number
  language: string
  variety: number
  damaged: number
  readable: number
  /** UTF-16 units that were read. */
  characters: number
  /** The text goes on behind `maxCharacters`. */
  cut: boolean
  /** What it is about, 128 numbers; null where no word tells. */
  embedding: Float32Array | null
  /** Its first characters, for a picture of it. */
  opening: string
  /** Its first `searchedCharacters`, for finding it by what it says. */
  body: string
}

const damagedCharacter = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f\ufffd]/g
const unreadableCharacter = /[^\p{L}\p{N}\p{M}\s\p{Emoji_Presentation}]/gu
const asciiUnreadable = /[^a-zA-Z0-9\s]/g
const asciiOnly = /^[\0-\x7f]*$/

/** Everything about one text in a single pass; takes it in parts of any size and holds one piece of it. */
export class TextReader {
  readonly #markdown: boolean
  readonly #look: ((piece: string) => void) | undefined
  readonly #state = markdownStart()
  readonly #sha256 = createHash('sha256')
  readonly #shingles = new ShingleHasher()
  readonly #iscc = new TextHasher()
  readonly #embedder = new TextEmbedder()
  readonly #words = new WordCounter()
  readonly #variety = new Variety()
  #held = ''
  #characters = 0
  #cut = false
  #lastNormalized = ''
  #graphemes = 0
  #damaged = 0
  #unreadable = 0
  #visible = 0
  #opening = ''
  #body = ''

  /** `look` gets each piece that tokens are counted in, markup taken away. */
  constructor(options: { markdown: boolean; look?: ((piece: string) => void) | undefined }) {
    this.#markdown = options.markdown
    this.#look = options.look
  }

  /** Whether more text would still be looked at. */
  get full(): boolean {
    return this.#characters >= maxCharacters
  }

  add(part: string): void {
    const room = maxCharacters - this.#characters
    if (part.length > room) this.#cut = true
    const taken = part.length > room ? part.slice(0, room) : part
    this.#characters += taken.length
    this.#held += taken
    while (this.#held.length >= pieceCharacters) {
      const piece = this.#held.slice(0, pieceCharacters)
      const at = this.#markdown ? lineCut(piece) : cutBefore(piece)
      this.#read(this.#held.slice(0, at))
      this.#held = this.#held.slice(at)
    }
  }

  #read(piece: string): void {
    const text = this.#markdown ? stripMarkdown(piece, this.#state) : piece
    this.#look?.(text)
    const ascii = asciiOnly.test(text)
    this.#damaged += text.match(damagedCharacter)?.length ?? 0
    this.#unreadable += text.match(ascii ? asciiUnreadable : unreadableCharacter)?.length ?? 0
    this.#visible += text.length
    if (this.#opening.length < sampleCharacters) this.#opening += text.slice(0, sampleCharacters - this.#opening.length)
    if (this.#body.length < searchedCharacters) this.#body += text.slice(0, searchedCharacters - this.#body.length)
    this.#graphemes += countGraphemes(text.replace(/\s+/g, ' '))
    const spaced = spacedWords(text)
    this.#words.add(spaced)
    const normalized = closeGaps(spaced)
    if (normalized !== '') {
      this.#sha256.update(joint(this.#lastNormalized, normalized) + normalized)
      this.#lastNormalized = normalized.slice(-64)
    }
    for (const token of tokensOf(normalized)) {
      this.#shingles.add(token)
      this.#variety.add(token)
      this.#embedder.add(token)
    }
    this.#iscc.update(collapseText(text))
  }

  /** The reader takes no more after it. */
  finish(): TextReading {
    this.#read(this.#held.trimEnd())
    this.#held = ''
    const shingles = this.#shingles.finish()
    return {
      hashes:
        shingles === null
          ? null
          : { ...shingles, normalizedSha256: this.#sha256.digest('hex'), isccDigest: this.#iscc.digest() },
      wordCount: this.#words.count,
      characterCount: this.#graphemes,
      language: languageOf(this.#opening),
      variety: this.#variety.value,
      damaged: this.#damaged,
      readable: this.#visible - this.#unreadable,
      characters: this.#visible,
      cut: this.#cut,
      embedding: this.#embedder.finish(),
      opening: this.#opening,
      body: this.#body,
    }
  }
}

/** Markdown is cut behind a line, since its markup is told by lines. */
function lineCut(piece: string): number {
  const line = piece.lastIndexOf('\n')
  return line > 0 ? line + 1 : cutBefore(piece)
}

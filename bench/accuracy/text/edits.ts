import { shuffled } from './shuffle.ts'
import type { Document } from './documents.ts'

// Nine things that happen to a text, each with the words of the source that are still in it.

/** `from`, `to`: which characters of the source are in the edited text. */
export type Edited = { text: string; from: number; to: number }
export type Edit = {
  name: string
  how: string
  quotation?: true
  make(source: Document, other: Document, random: () => number): Edited
}

const vocabulary =
  'river lantern copper window orchard velvet thunder meadow pepper candle marble harbor saddle whistle feather garden blanket mirror pocket violin'.split(
    ' ',
  )

function whole(text: string): Edited {
  return { text, from: 0, to: text.length }
}

function joined({ paragraphs }: Document): string {
  return paragraphs.join('\n\n')
}

function eachWord(text: string, random: () => number, share: number, change: (word: string) => string): string {
  return text.replace(/\S+/g, (word) => (random() < share ? change(word) : word))
}

/** What lies between two parts of the whole, in words. */
function part(document: Document, start: number, end: number): Edited {
  const words = [...joined(document).matchAll(/\S+/g)]
  const [first, last] = [words[Math.floor(words.length * start)], words[Math.ceil(words.length * end) - 1]]
  if (first === undefined || last === undefined) throw new Error(`${document.name} has no words`)
  const ends = { from: first.index, to: last.index + last[0].length }
  return { text: joined(document).slice(ends.from, ends.to), ...ends }
}

function scanned(text: string, random: () => number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  return text.replace(/[A-Za-z]/g, (letter) => {
    if (random() >= 0.02) return letter
    const other = letters[Math.floor(random() * letters.length)] ?? 'e'
    const kind = random()
    return kind < 0.6 ? other : kind < 0.8 ? '' : letter + other
  })
}

export const edits: readonly Edit[] = [
  {
    name: 'reflow',
    how: 'white space collapsed, lines of 50 to 61 characters',
    make: (source) =>
      whole(
        joined(source)
          .replace(/\s+/g, ' ')
          .replace(/(.{50,61}) /g, '$1\n'),
      ),
  },
  {
    name: '5 % words',
    how: 'each word with 5 % replaced by another',
    make: (source, _, random) =>
      whole(eachWord(joined(source), random, 0.05, () => vocabulary[Math.floor(random() * vocabulary.length)] ?? '')),
  },
  {
    name: '15 % words',
    how: 'each word with 15 % replaced by another',
    make: (source, _, random) =>
      whole(eachWord(joined(source), random, 0.15, () => vocabulary[Math.floor(random() * vocabulary.length)] ?? '')),
  },
  {
    name: '10 % deleted',
    how: 'each word with 10 % left out',
    make: (source, _, random) => whole(eachWord(joined(source), random, 0.1, () => '')),
  },
  {
    name: 'paragraphs shuffled',
    how: 'paragraphs in another order',
    make: (source, _, random) => whole(shuffled(source.paragraphs, random).join('\n\n')),
  },
  {
    name: 'OCR noise 2 %',
    how: 'each letter with 2 % replaced, lost or doubled by another',
    make: (source, _, random) => whole(scanned(joined(source), random)),
  },
  { name: 'first half', how: 'the first half of the words', make: (source) => part(source, 0, 0.5) },
  { name: 'middle 25 %', how: 'a quarter of the words from the middle', make: (source) => part(source, 0.375, 0.625) },
  {
    name: '25 % quoted in another',
    how: 'a quarter of the words in the middle of another document',
    quotation: true,
    make(source, other) {
      const quote = part(source, 0.375, 0.625)
      const middle = other.paragraphs.length >> 1
      const paragraphs = [...other.paragraphs.slice(0, middle), quote.text, ...other.paragraphs.slice(middle)]
      return { ...quote, text: paragraphs.join('\n\n') }
    },
  },
]

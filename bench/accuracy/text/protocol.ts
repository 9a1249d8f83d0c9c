import { ShingleHasher, minhashSimilarity } from '../../../src/main/core/fingerprint/text/shingle-hashes.ts'
import { type TokenPlaces, tokenPlaces } from '../../../src/main/core/fingerprint/text/token-places.ts'
import { compareTexts, evidence } from '../../../src/main/core/match/text/compare-texts.ts'
import { exactPassage } from '../../../src/main/core/match/text/exact-overlap.ts'
import { TextIndex } from '../../../src/main/core/match/text/text-index.ts'
import { seededRandom } from '../../make/random.ts'
import type { Document } from './documents.ts'
import { type Edited, edits } from './edits.ts'
import { familiesOf } from './families.ts'

// Every source is looked for, by its edited form, among all documents. What is found must be the source; the document that a quotation was
// put into is found too, rightly, and does not count.

type Read = { places: TokenPlaces; marks: ReturnType<typeof hashed>['marks']; minhash: Uint32Array }

const candidatesLookedAt = 20
const nothing: Said = { marks: 0, resemblance: 0 }

function hashed(tokens: readonly string[]) {
  const hasher = new ShingleHasher()
  for (const token of tokens) hasher.add(token)
  const hashes = hasher.finish()
  if (hashes === null) throw new Error('a document without words')
  return hashes
}

function read(text: string): Read {
  const places = tokenPlaces(text)
  return { places, ...hashed(places.tokens) }
}

export type Said = { marks: number; resemblance: number }
export type Answer = {
  /** The source's number among the sources, and the edit's among the edits. */
  source: number
  edit: number
  right: Said
  wrong: Said
  minhash: { right: number; wrong: number }
  /** Words by which the worse end of a quotation is off; null where it was not located, or is none. */
  ends: number | null
}

/** Words by which the ends of the longest passage differ from where the quotation was taken; null when it lies elsewhere. */
function endsOff(source: Read, query: Read, { from, to }: Edited): number | null {
  const [passage] = compareTexts(source.marks, query.marks).passages
  if (passage === undefined) return null
  const exact = exactPassage({ left: source.places.tokens, right: query.places.tokens }, passage).left
  const first = source.places.starts.findIndex((start) => start >= from)
  const last = source.places.ends.findLastIndex((end) => end <= to) + 1
  const common = Math.min(exact.to, last) - Math.max(exact.from, first)
  return common < 0.8 * (last - first) ? null : Math.max(Math.abs(exact.from - first), Math.abs(exact.to - last))
}

/** `quoting`: pairs of documents that quote each other as they are. */
export function measureText(
  documents: readonly Document[],
  sourceCount: number,
): { answers: Answer[]; quoting: number } {
  const texts = documents.map(({ paragraphs }) => read(paragraphs.join('\n\n')))
  const index = new TextIndex()
  for (const [number, { marks, minhash }] of texts.entries()) index.add(number, { marks, minhash })
  const families = familiesOf(texts.map(({ places }) => places.tokens))
  const step = documents.length / sourceCount
  const answers: Answer[] = []
  for (let order = 0; order < sourceCount; order++) {
    const number = Math.floor(order * step)
    // Quoted in a document of another manual, half the collection away.
    const host = (number + (documents.length >> 1)) % documents.length
    const [source, other] = [documents[number], documents[host]]
    const original = texts[number]
    if (source === undefined || other === undefined || original === undefined) throw new Error('no such document')
    for (const [at, edit] of edits.entries()) {
      const edited = edit.make(source, other, seededRandom(1000 * order + at))
      const query = read(edited.text)
      const quoted = edit.quotation === true
      const related = (text: number): boolean =>
        families[number]?.has(text) === true || (quoted && (text === host || families[host]?.has(text) === true))
      const answer: Answer = {
        source: order,
        edit: at,
        right: nothing,
        wrong: nothing,
        minhash: { right: 0, wrong: 0 },
        ends: null,
      }
      for (const { text } of index.candidates(query, candidatesLookedAt)) {
        const found = texts[text]
        if (found === undefined || related(text)) continue
        const { passages, resemblance } = compareTexts(query.marks, found.marks)
        const said = { marks: evidence(passages), resemblance }
        if (text === number) answer.right = said
        else
          answer.wrong = {
            marks: Math.max(answer.wrong.marks, said.marks),
            resemblance: Math.max(answer.wrong.resemblance, resemblance),
          }
      }
      for (const [text, each] of texts.entries()) {
        if (related(text)) continue
        const likeness = minhashSimilarity(query.minhash, each.minhash)
        if (text === number) answer.minhash.right = likeness
        else answer.minhash.wrong = Math.max(answer.minhash.wrong, likeness)
      }
      if (quoted) answer.ends = endsOff(original, query, edited)
      answers.push(answer)
    }
  }
  return { answers, quoting: families.reduce((sum, { size }) => sum + size, 0) / 2 }
}

import { plainText } from '../../../../shared/domain/plain-text.ts'
import { type ReadyQuestion, readyQuestions } from './ready-questions.ts'

const tellingWeight = 2
/** Shorter words must be the very same, longer ones may go on: "match" is found in "matches". */
const shortestBeginning = 4

const isAt = (word: string, wanted: string): boolean =>
  word === wanted || (wanted.length >= shortestBeginning && word.startsWith(wanted))

/**
 * The ready question that a typed one is nearest to, or null when none is near. The question is cut into words of letters; each telling
 * word of a ready question that one of them is, or begins with, counts two, each hint one; the highest sum wins, the earlier question of
 * two that are level. Without a telling word there is no answer: no answer is better than the answer to something else.
 */
export function nearestQuestion(text: string): ReadyQuestion | null {
  const words = plainText(text, { oneLine: true })
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
  const told = (wanted: readonly string[]) => wanted.filter((each) => words.some((word) => isAt(word, each))).length
  let best: { question: ReadyQuestion; score: number } | null = null
  for (const question of readyQuestions) {
    const telling = told(question.telling)
    const score = telling * tellingWeight + told(question.hinting)
    if (telling > 0 && score > (best?.score ?? 0)) best = { question, score }
  }
  return best?.question ?? null
}

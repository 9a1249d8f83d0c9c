import { expect, test } from 'vitest'
import { nearestQuestion } from '../../../../../src/main/core/assistant/ready/nearest-question.ts'
import { readyQuestions } from '../../../../../src/main/core/assistant/ready/ready-questions.ts'
import { ReadyQuestionId } from '../../../../../src/shared/domain/assistant-tools.ts'

test('each ready question is nearest to its own words, and every id has one', () => {
  expect(readyQuestions.map(({ id, text }) => [id, nearestQuestion(text)?.id])).toEqual(
    readyQuestions.map(({ id }) => [id, id]),
  )
  expect(new Set(readyQuestions.map(({ id }) => id))).toEqual(new Set(ReadyQuestionId.options))
})

test.each([
  ['what is my portfolio worth?', 'portfolio-value'],
  ['How much are my works worth', 'portfolio-value'],
  ['which of my works appeared elsewhere, and what could I claim?', 'elsewhere'],
  ['did anybody copy my pictures', 'elsewhere'],
  ['how much did I earn this year', 'earned-this-year'],
  ['is there a problem', 'attention'],
  ['is my drive offline?', 'folders'],
  ['How is the weather in Lisbon?', null],
  ['find work', null],
  ['', null],
  ['\u202e\u0000', null],
])('“%s” is taken for %s', (text, id) => {
  expect(nearestQuestion(text)?.id ?? null).toBe(id)
})

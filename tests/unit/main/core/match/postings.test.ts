import { expect, test } from 'vitest'
import { Postings } from '../../../../../src/main/core/match/postings.ts'

test('tells every work that holds a key, before and after entries move into the sorted arrays, and none that was removed', () => {
  const postings = new Postings()
  const expected = new Map<number, number[]>()
  // Large enough to be merged several times; keys are shared by many works.
  for (let work = 0; work < 400; work++) {
    const keys = Array.from({ length: 700 }, (_, i) => Math.imul(work * 31 + i * i, 0x9e3779b1) >>> 20)
    postings.add(work, keys)
    for (const key of keys) expected.set(key, [...(expected.get(key) ?? []), work])
    if (work === 200) for (let gone = 0; gone < 50; gone++) postings.remove(gone)
  }
  const told = [...expected.keys()].map((key) => [key, postings.worksOf(key).sort((a, b) => a - b)])
  const right = [...expected].map(([key, works]) => [key, works.filter((work) => work >= 50)])
  expect(told).toEqual(right)
})

import { describe, expect, it } from 'vitest'
import { parseFigure } from '../../../../src/renderer/i18n/parse-figure.ts'
import { draftOf, emptyDraft, filledFrom, metricsOf, readDraft } from '../../../../src/renderer/pages/value/draft.ts'

describe('figures as people type them', () => {
  it.each([
    ['1000', '1000'],
    ['1,000,000', '1000000'],
    ['1.000.000', '1000000'],
    ['1,250.50', '1250.5'],
    ['1.250,50', '1250.5'],
    ['1 250', '1250'],
    ["1'250", '1250'],
    ['1,250', '1250'],
    ['1.250', '1.25'],
    ['0,5', '0.5'],
    ['.5', '0.5'],
    ['007', '7'],
    ['2.5m', '2500000'],
    ['1bn', '1000000000'],
    ['1.2345k', '1234.5'],
    ['', null],
    ['-5', null],
    ['NaN', null],
    ['1e9', null],
    ['1,2,3', null],
    ['ten', null],
  ])('%s is %s', (text, figure) => expect(parseFigure(text)).toBe(figure))
})

const filled = {
  ...emptyDraft,
  modelEarnings: '1bn',
  contributionBy: 'percent',
  contributionPercent: '75',
  exposureBy: 'percent',
  exposurePercent: '60',
} as const

describe('the calculator’s form', () => {
  it('is ready once every field in use can be read, and only those count', () => {
    expect(readDraft(emptyDraft)).toEqual({ inputs: null, problems: {}, wrongRanges: [] })
    const { inputs, problems } = readDraft({ ...filled, views: 'nonsense' })
    expect([inputs?.modelEarnings, problems]).toEqual(['1000000000', {}])
  })

  it('tells which field cannot be, and why', () => {
    expect(
      readDraft({ ...filled, contributionPercent: '101', modelEarnings: 'lots', equityFactor: '2' }).problems,
    ).toEqual({ contributionPercent: 'range', modelEarnings: 'figure', equityFactor: 'range' })
    expect(readDraft({ ...filled, contributionBy: 'corpus', part: '5', whole: '3' }).problems).toEqual({
      part: 'range',
    })
  })

  it('is filled again from what was saved', () => {
    const { inputs } = readDraft(filled)
    expect(inputs === null ? null : readDraft(draftOf(inputs)).inputs).toEqual(inputs)
  })

  it('fills what is empty from the profile, and tells the profile what was typed', () => {
    const kept = { contentHours: '40', reach: { youtube: { followers: '1000', views: '2000' } } }
    const draft = filledFrom({ ...emptyDraft, views: '5' }, kept)
    expect([draft.contentHours, draft.followers, draft.views]).toEqual(['40', '1000', '5'])
    expect(metricsOf(draft, kept)).toEqual({
      contentHours: '40',
      reach: { youtube: { followers: '1000', views: '5' } },
    })
    expect(metricsOf(filled, kept)).toBeNull()
  })
})

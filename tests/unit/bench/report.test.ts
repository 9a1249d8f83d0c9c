import { describe, expect, it } from 'vitest'
import { cells, changeText, markdown, mergeReports, number, Report, type TopicReport } from '../../../bench/report.ts'
import { atMost, type Row, toRow } from '../../../bench/row.ts'

const machine = { cpu: 'Some CPU', cores: 2, memoryGb: 24, system: 'linux x64', node: '24.21.0' }
const row = (figure: string, values: number[], limit?: ReturnType<typeof atMost>): Row =>
  toRow({ topic: 'start', figure, unit: 'ms', values, ...(limit === undefined ? {} : { limit }) })
const topicReport = (topic: string, rows: Row[], date = '2026-01-02'): TopicReport => ({
  topic,
  date,
  command: 'npm run bench',
  loadAverage: 0.25,
  rows,
})

describe('the committed table', () => {
  it('shows a missed limit as no, in its row and in the summary', () => {
    const rows = [row('list', [350], atMost(300)), row('version', [100], atMost(300)), row('node', [40])]
    const text = markdown({ machine, topics: [topicReport('start', rows)] }, null)
    expect(text).toContain('| list | 350 | ms | – | – | ≤ 300 ms | **no** | new |')
    expect(text).toContain('1 of 2 limits hold. Missed: start, list.')
    expect(text).toContain('Machine: Some CPU, 2 cores in use, 24 GB, linux x64, Node 24.21.0.')
  })

  it('names a peer that was not here instead of leaving it out', () => {
    const absent = toRow({ topic: 't', figure: 'f', unit: 'u', values: [1], peer: { name: 'imagehash', values: [] } })
    expect(cells(absent, undefined)).toContain('imagehash: peer not here')
  })

  it('is read back as it was written, so that the next run can compare', () => {
    const withPeer = toRow({
      topic: 'x',
      figure: 'f',
      unit: 'u',
      values: [1, 2],
      peer: { name: 'p', values: [] },
      note: 'n',
    })
    const report = { machine, topics: [topicReport('start', [row('list', [1, 2, 3], atMost(300)), withPeer])] }
    expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
  })
})

describe('change since the committed table', () => {
  it('is bracketed where the repetitions overlap, and plain where they do not', () => {
    expect([
      changeText(row('list', [150, 160]), row('list', [100, 110])),
      changeText(row('list', [100, 120]), row('list', [90, 110])),
      changeText(row('list', [50]), row('list', [100])),
      changeText(row('list', [50]), undefined),
    ]).toEqual(['+48 %', '(+10 %)', '−50 %', 'new'])
  })

  it('compares ratios where there are some: a slower machine is no slower program', () => {
    const at = (ours: number, theirs: number) =>
      toRow({ topic: 't', figure: 'f', unit: 'ms', values: [ours], peer: { name: 'p', values: [theirs] } })
    expect(changeText(at(200, 100), at(100, 50))).toBe('(±0 %)')
  })

  it('does not compare different units', () => {
    expect(changeText(row('list', [1]), { ...row('list', [1]), unit: 's' })).toBe('new')
  })
})

describe('a run of a few topics', () => {
  const order = ['photos', 'start', 'open']
  const before = { machine, topics: [topicReport('start', [row('list', [1])]), topicReport('open', [])] }

  it('keeps the others, each with its own date, in the order of the table', () => {
    const now = { machine, topics: [topicReport('start', [row('list', [2])], '2026-03-04'), topicReport('photos', [])] }
    const merged = mergeReports(before, now, order)
    expect(merged.topics.map(({ topic, date }) => [topic, date])).toEqual([
      ['photos', '2026-01-02'],
      ['start', '2026-03-04'],
      ['open', '2026-01-02'],
    ])
  })

  it('mixes no figures of two machines', () => {
    const now = { machine: { ...machine, cpu: 'Another CPU' }, topics: [topicReport('photos', [])] }
    expect(mergeReports(before, now, order).topics.map(({ topic }) => topic)).toEqual(['photos'])
  })
})

it('prints three digits of small numbers and whole large ones', () => {
  expect([0.012345, 1.5, 12.345, 99.96, 123.4, 21_395.2].map(number)).toEqual([
    '0.0123',
    '1.5',
    '12.3',
    '100',
    '123',
    '21,395',
  ])
})

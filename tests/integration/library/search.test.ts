import { expect, it } from 'vitest'
import { completeFingerprint } from '../../../src/main/core/store/fingerprints.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { indexStale } from '../../../src/main/core/store/search-index.ts'
import { rangeFields } from '../../../src/shared/domain/search/search-filter.ts'
import type { Fingerprint } from '../../../src/shared/domain/fingerprint.ts'
import { addWork, imageFingerprint, openTemp, type Work } from '../store/temp-store.ts'
import { everything, libraryOver, titles, walk } from './query.ts'

function addRead(store: Store, title: string, parts: Partial<Fingerprint>, body?: string): Work {
  return store.transaction('add', (write) => {
    const work = addWork(write, { title, status: 'queued' })
    const { image: _image, ...bare } = imageFingerprint(work.sha256, 1000)
    const fingerprint = { ...bare, ...parts }
    completeFingerprint(write, { versionId: work.versionId, fingerprint, thumbnail: null, body, at: 5 })
    return work
  })
}

const audio = (tempoBpm: number, tags: Record<string, string> = {}): Partial<Fingerprint> => ({
  audio: {
    durationSeconds: 95,
    sampleRate: 44_100,
    channels: 2,
    codec: 'flac',
    melSpectrogram: [],
    melColumnSeconds: 1,
    chroma: Array.from({ length: 12 }, () => 0),
    chromagram: [],
    chromagramColumnSeconds: 1,
    mfcc: [],
    tempoBpm,
    key: 'A',
    scale: 'minor',
    waveform: { min: [], max: [] },
    tags,
  },
})

function filled() {
  const store = openTemp()
  const library = libraryOver(store)
  addRead(store, 'Slow river', audio(119.8, { artist: 'Ilse Brandt', encoder: 'LAME' }))
  addRead(store, 'Fast river', audio(171))
  addRead(
    store,
    'The salt road',
    { text: { wordCount: 900, characterCount: 5000, language: 'en' } },
    'Once upon a caravan…',
  )
  addRead(store, '雨の詩', { text: { wordCount: 90, characterCount: 200, language: 'ja' } }, '東京の雨は静かに降る')
  const found = (text: string) => titles(walk(library, { ...everything, text, sort: 'name' }, 50))
  return { store, library, found }
}

it('finds works by what was measured, written into them and said in them', () => {
  const { found } = filled()
  expect([
    found('bpm:120'),
    found('bpm:>150'),
    found('key:am'),
    found('duration:1:35'),
    found('ilse'),
    found('lame'),
    found('carav'),
    found('aravan'),
    found('東京'),
    found('静か'),
    found('雨'),
    found('language:ja'),
    found('words:>=900'),
    found('river -slow'),
    found('river ilse'),
    found('-river'),
    found('width:1..'),
  ]).toEqual([
    ['Slow river'],
    ['Fast river'],
    ['Fast river', 'Slow river'],
    ['Fast river', 'Slow river'],
    ['Slow river'],
    [],
    ['The salt road'],
    [],
    ['雨の詩'],
    ['雨の詩'],
    ['雨の詩'],
    ['雨の詩'],
    ['The salt road'],
    ['Fast river'],
    ['Slow river'],
    ['The salt road', '雨の詩'],
    [],
  ])
})

it('answers anew after every change, and a page of it continues where it stood', () => {
  const { library, found } = filled()
  const query = { ...everything, text: 'river', sort: 'name' } as const
  const first = library.list({ query, cursor: null, limit: 1 })
  const moved = first.items[0]
  if (moved === undefined) throw new Error('nothing found')
  library.rename(moved.assetId, 'A brook')
  expect([found('river'), found('brook')]).toEqual([['Slow river'], ['A brook']])
  expect(titles(library.list({ query, cursor: first.nextCursor, limit: 5 }).items)).toEqual(['Slow river'])
})

it('forgets a purged work, and finds nothing by what an older version said', async () => {
  const { store, found } = filled()
  const counts = () =>
    store.read((read) =>
      ['search_fact', 'about_fts', 'text_fts'].map(
        (table) => read.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n,
      ),
    )
  expect(counts()).toEqual([4, 1, 2])
  const long = 31 * 86_400_000
  const later = libraryOver(store, () => Date.UTC(2026, 0, 15, 12) + long)
  const items = walk(later, everything, 50)
  libraryOver(store).remove(items.map(({ assetId }) => assetId))
  await later.purge()
  expect([counts(), found('river')]).toEqual([[0, 0, 0], []])
})

it('makes works of an earlier release findable', () => {
  const { store, found } = filled()
  store.transaction('forget', (write) => {
    write.command('DELETE FROM search_fact').run()
    write.command('DELETE FROM about_fts').run()
    write.command('INSERT INTO search_stale (asset_row) SELECT row FROM asset').run()
  })
  expect(found('ilse')).toEqual([])
  expect(
    store.transaction('index', (write) => [indexStale(write, 3), indexStale(write, 3), indexStale(write, 3)]),
  ).toEqual([3, 1, 0])
  expect([found('ilse'), found('bpm:120')]).toEqual([['Slow river'], ['Slow river']])
})

it('knows each field that takes a range, for works in the library and in the trash', () => {
  const { store, library } = filled()
  const ranges = [
    'created:>1970',
    'rating:0..',
    'size:>0',
    'width:>0',
    'height:>0',
    'duration:>0',
    'bpm:>0',
    'words:>0',
    'quality:>=0',
  ]
  expect(ranges.map((text) => text.split(':')[0]).sort()).toEqual([...rangeFields].sort())
  const counted = (text: string, trashed: boolean) => library.counts({ ...everything, text, trashed }).total
  const before = ranges.map((text) => counted(text, false))
  store.transaction('trash', (write) => write.command('UPDATE asset SET trashed_at = 5').run())
  expect({
    before,
    library: ranges.map((text) => counted(text, false)),
    trash: ranges.map((text) => counted(text, true)),
  }).toEqual({ before: [4, 4, 4, 0, 0, 2, 2, 2, 4], library: ranges.map(() => 0), trash: before })
})

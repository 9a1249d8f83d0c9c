import { z } from 'zod'
import { type AssetDetail, AssetStatus, LibraryQuery } from '../../../../shared/contract/library.ts'
import type { QuotedText, ResultOf } from '../../../../shared/domain/assistant-tools.ts'
import type { Fingerprint } from '../../../../shared/domain/fingerprint.ts'
import { AssetId, CollectionId } from '../../../../shared/domain/ids.ts'
import { MediaKind } from '../../../../shared/domain/media-kind.ts'
import { plainText } from '../../../../shared/domain/plain-text.ts'
import { ownCounts } from '../../store/overview.ts'
import { figuresOf } from './figures.ts'
import { quote, workLine, workRef } from './quote.ts'
import { defineTool } from './tool.ts'

// What there is in the library: works, one work, its fingerprint, and figures over all.

const mostWorks = 25
const mostFields = 24
const mostTags = 40
/** Matches of one work are counted up to here. */
const mostCounted = 200

export const listWorks = defineTool({
  name: 'list_works',
  access: 'read',
  description:
    'Lists works of the library, or searches them. `search` takes words, and filters such as kind:image tag:"on tour" -draft created:>2025-01 bpm:120..130 rating:>=4 is:favourite is:tagged is:missing status:failed camera:fuji text:word note:word in:"collection". Without it, all works. Tells how many there are in all.',
  input: z.strictObject({
    search: z.string().max(400).default('').describe('Words and filters; empty for all works'),
    kinds: z.array(MediaKind).max(4).default([]),
    statuses: z.array(AssetStatus).max(4).default([]),
    collectionId: CollectionId.nullable().default(null).describe('Only works of this collection'),
    sort: z.enum(['newest', 'oldest', 'name']).default('newest'),
    limit: z.int().min(1).max(mostWorks).default(10),
  }),
  run({ library }, { search, kinds, statuses, collectionId, sort, limit }): ResultOf<'works'> {
    const text = plainText(search, { oneLine: true })
    const query = LibraryQuery.parse({ text, kinds, statuses, collectionId, sort })
    const { items } = library.list({ query, cursor: null, limit })
    const { total } = library.counts(query)
    return { type: 'works', search: text, items: items.map(workLine), total, cut: total > items.length }
  },
})

const oneWork = z.strictObject({ assetId: AssetId.describe('Id of the work, as list_works tells it') })

export const getWork = defineTool({
  name: 'get_work',
  access: 'read',
  description:
    'One work: status, size, note, tags, collections, what camera or studio wrote into the file, how many copies are on disk, and how many matches it has.',
  input: oneWork,
  run({ library, matching }, { assetId }): ResultOf<'work'> {
    const detail = library.get(assetId)
    const metadata = metadataOf(detail.fingerprint)
    const inState = (state: string) => detail.locations.filter(({ status }) => status === state).length
    const matches = matching.list({ filter: { assetId, decided: 'all' }, before: null, limit: mostCounted })
    return {
      type: 'work',
      work: workLine(detail),
      note: detail.note === '' ? null : quote('note', detail.note),
      tags: detail.tags.slice(0, mostTags).map(({ tagId, name }) => ({ tagId, name: quote('tag', name) })),
      collections: detail.collections
        .slice(0, mostTags)
        .map(({ collectionId, name }) => ({ collectionId, name: quote('collection', name) })),
      locations: { present: inState('present'), missing: inState('missing'), offline: inState('offline') },
      versions: detail.versions.length,
      metadata: metadata.slice(0, mostFields),
      failure: detail.failure === null ? null : quote('failure', detail.failure),
      matches: matches.length,
      cut: metadata.length > mostFields || detail.tags.length > mostTags || matches.length === mostCounted,
    }
  },
})

/** What the file says of itself, as text: its maker wrote it, so it is quoted, the name of the field cleaned. */
function metadataOf(fingerprint: Fingerprint | null): { field: string; value: QuotedText }[] {
  const written = { ...fingerprint?.image?.exif, ...fingerprint?.audio?.tags }
  return Object.entries(written).flatMap(([field, value]) => {
    const text = Array.isArray(value) ? value.join(', ') : String(value)
    const name = field.replace(/[^\w .:/-]/g, '').slice(0, 40)
    return name === '' || text.trim() === '' ? [] : [{ field: name, value: quote('metadata', text) }]
  })
}

export const lookupFingerprint = defineTool({
  name: 'lookup_fingerprint',
  access: 'read',
  description: 'The fingerprint of one work: SHA-256, ISCC, perceptual hashes, tempo, key, loudness, word counts.',
  input: oneWork,
  run({ library }, { assetId }): ResultOf<'fingerprint'> {
    const detail = library.get(assetId)
    const current = detail.versions.find((version) => version.current)
    return {
      type: 'fingerprint',
      work: workRef(detail),
      sha256: detail.sha256,
      iscc: detail.fingerprint?.iscc ?? null,
      state: current?.fingerprintState ?? 'pending',
      facts: factsOf(detail),
    }
  },
})

function factsOf({ fingerprint }: AssetDetail): ResultOf<'fingerprint'>['facts'] {
  const { image, audio, video, text, quality } = fingerprint ?? {}
  const parts = [
    quality && { quality: quality.score },
    image && {
      width: image.width,
      height: image.height,
      phash: image.phash,
      ahash: image.ahash,
      dhash: image.dhash,
      whash: image.whash,
      pdq: image.pdq,
      pdqQuality: image.pdqQuality,
    },
    video && {
      durationSeconds: video.durationSeconds,
      frameRate: video.frameRate,
      averageHash: video.averageHash,
    },
    audio && {
      durationSeconds: audio.durationSeconds,
      tempoBpm: audio.tempoBpm,
      key: audio.key === undefined ? undefined : `${audio.key} ${audio.scale ?? ''}`.trim(),
      loudnessLufs: audio.loudnessLufs,
    },
    text && {
      simhash: text.simhash,
      wordCount: text.wordCount,
      characterCount: text.characterCount,
      language: text.language,
      pageCount: text.pageCount,
    },
  ]
  return Object.fromEntries(
    parts
      .flatMap((part) => Object.entries(part ?? {}))
      .flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}

export const libraryAnalytics = defineTool({
  name: 'library_analytics',
  access: 'read',
  description:
    'Figures over the whole library: protected works by kind, how many wait, failed or lack their file, favourites, collections, open matches.',
  input: z.strictObject({}),
  run: ({ store, matching }): ResultOf<'analytics'> => ({
    type: 'analytics',
    ...store.read((read) => ({ ...figuresOf(read), ...ownCounts(read) })),
    openMatches: matching.counts().open,
  }),
})

import { describe, expect, it } from 'vitest'
import { countByFacets, toCounts } from '../../../../../src/main/core/library/counts.ts'

const facets = {
  library: [
    { kind: 'image', status: 'ready', n: 5 },
    { kind: 'image', status: 'failed', n: 2 },
    { kind: 'audio', status: 'ready', n: 3 },
  ],
  trash: [{ kind: 'text', status: 'ready', n: 4 }],
} as const

const filter = { trashed: false, kinds: [], statuses: [], text: null }

describe('counts from facets', () => {
  it('adds up what passes the filter, in the library or in the trash', () => {
    expect([
      countByFacets(facets, filter),
      countByFacets(facets, { ...filter, kinds: ['image'] }),
      countByFacets(facets, { ...filter, kinds: ['image', 'audio'], statuses: ['ready'] }),
      countByFacets(facets, { ...filter, statuses: ['queued'] }),
      countByFacets(facets, { ...filter, trashed: true }),
    ]).toEqual([10, 7, 8, 0, 4])
  })

  it('names every kind and status, also those without works', () => {
    expect(toCounts(facets, 7)).toEqual({
      total: 7,
      byKind: { image: 7, audio: 3, video: 0, text: 0 },
      byStatus: { queued: 0, processing: 0, ready: 8, failed: 2 },
      trashed: 4,
    })
  })
})

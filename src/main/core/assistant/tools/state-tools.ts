import { z } from 'zod'
import { LibraryQuery } from '../../../../shared/contract/library.ts'
import type { ResultOf } from '../../../../shared/domain/assistant-tools.ts'
import { figuresOf } from './figures.ts'
import { quote, workRef } from './quote.ts'
import { defineTool } from './tool.ts'

// How things stand: jobs, watched folders, and how the library is kept in order.

const mostParked = 8
const mostFolders = 20
const mostNamed = 60

export const libraryHealth = defineTool({
  name: 'library_health',
  access: 'read',
  description:
    'What needs attention: works that could not be protected, works whose file is gone, matches nobody has decided about, jobs that gave up, and the health of each watched folder.',
  input: z.strictObject({}),
  async run({ store, matching, queue, roots, library }): Promise<ResultOf<'health'>> {
    const figures = store.read(figuresOf)
    const counts = queue.counts()
    const parked = queue.list(['parked'], null, mostParked + 1)
    const query = LibraryQuery.parse({ statuses: ['failed'] })
    const failed = library.list({ query, cursor: null, limit: mostParked }).items
    const folders = await roots()
    return {
      type: 'health',
      works: figures.works,
      failed: figures.failed,
      missing: figures.missing,
      openMatches: matching.counts().open,
      jobs: {
        queued: counts.queued,
        running: counts.running,
        paused: counts.paused,
        parked: counts.parked,
        background: queue.backgroundCount(),
      },
      parked: parked.slice(0, mostParked).map(({ label, kind, failure }) => ({
        label: quote('job', label),
        kind,
        failure: failure === null ? null : quote('failure', failure.message),
      })),
      failedWorks: failed.map(workRef),
      folders: folders.slice(0, mostFolders).map((root) => ({
        name: quote('folder', root.name),
        health: root.health,
        failure: root.failure === null ? null : quote('failure', root.failure.message),
        issues: root.issues,
        present: root.locations.present,
        missing: root.locations.missing,
        lastScanAt: root.lastScan?.at ?? null,
      })),
      cut: parked.length > mostParked || figures.failed > failed.length || folders.length > mostFolders,
    }
  },
})

export const listCollections = defineTool({
  name: 'list_collections',
  access: 'read',
  description: 'Collections and tags with how many works each has. A smart collection is a saved search.',
  input: z.strictObject({}),
  run({ organise }): ResultOf<'collections'> {
    const collections = organise.collections()
    const tags = organise.tags().toSorted((a, b) => b.works - a.works)
    return {
      type: 'collections',
      collections: collections.slice(0, mostNamed).map(({ collectionId, name, works, search }) => ({
        collectionId,
        name: quote('collection', name),
        works,
        smart: search !== null,
      })),
      tags: tags.slice(0, mostNamed).map(({ tagId, name, works }) => ({ tagId, name: quote('tag', name), works })),
      cut: collections.length > mostNamed || tags.length > mostNamed,
    }
  },
})

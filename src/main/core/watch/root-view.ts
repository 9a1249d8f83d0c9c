import { basename } from 'node:path'
import { WatchedRoot } from '../../../shared/contract/watch.ts'
import type { Store } from '../store/open-store.ts'
import { countRootIssues } from '../store/roots.ts'
import { countRootLocations } from '../store/watched-locations.ts'
import type { RootWatch } from './root-watch.ts'

/** The root as the contract shows it. */
export function rootView(store: Store, watch: RootWatch): WatchedRoot {
  const { row } = watch
  const { locations, issues } = store.read((read) => ({
    locations: countRootLocations(read, row.id),
    issues: countRootIssues(read, row.id),
  }))
  const scan: unknown = row.scan === null ? null : JSON.parse(row.scan)
  return WatchedRoot.parse({
    rootId: row.id,
    name: basename(row.path) || row.path,
    path: row.path,
    health: healthOf(watch),
    failure: watch.failure,
    drive: row.drive,
    symlinks: row.symlinks,
    include: row.include,
    exclude: row.exclude,
    addedAt: row.addedAt,
    lastScan: typeof scan === 'object' && scan !== null ? { ...scan, at: row.scannedAt } : null,
    scanned: watch.scanned,
    settling: watch.files.settling,
    locations,
    issues,
  })
}

function healthOf({ row, scanned, limited }: RootWatch): WatchedRoot['health'] {
  if (row.state === 'paused') return 'paused'
  if (row.presence === 'away') return 'offline'
  if (row.presence === 'other') return 'replaced'
  if (scanned !== null) return 'scanning'
  return limited ? 'limited' : 'ok'
}

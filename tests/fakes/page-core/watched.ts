import type { WatchedRoot, WatchIssue } from '../../../src/shared/contract/watch.ts'
import { RootId } from '../../../src/shared/domain/ids.ts'
import { defaultExclude } from '../../../src/shared/domain/watch-defaults.ts'
import { extensionOf, kindOfExtension } from '../../../src/shared/domain/media-kind.ts'

// Watched folders of a made-up machine: one at rest, one being read, one whose drive is away, one on a network.

const idOf = (number: number) => RootId.parse(`0199aa33-0000-7000-8000-${String(number).padStart(12, '0')}`)

export function rootNamed(name: string, number: number, now: number): WatchedRoot {
  return {
    rootId: idOf(number),
    name,
    path: `/home/ilse/${name}`,
    health: 'ok',
    failure: null,
    drive: 'local',
    symlinks: 'skip',
    include: [],
    exclude: [...defaultExclude],
    addedAt: now - number * 86_400_000,
    lastScan: null,
    scanned: null,
    settling: 0,
    locations: { present: 0, missing: 0, offline: 0 },
    issues: 0,
  }
}

export function generateRoots(now: number): WatchedRoot[] {
  const scanOf = (files: number, minutesAgo: number) => ({
    at: now - minutesAgo * 60_000,
    tookMs: Math.round(files / 12),
    files,
    folders: Math.ceil(files / 40),
    leftOut: 31,
    otherKinds: 118,
    links: 0,
    added: 3,
    changed: 1,
    moved: 2,
    missing: 0,
    unchanged: files - 6,
  })
  return [
    {
      ...rootNamed('Originals', 1, now),
      lastScan: scanOf(4_812, 3),
      locations: { present: 4_790, missing: 4, offline: 0 },
      issues: 3,
    },
    {
      ...rootNamed('Tour 2026', 2, now),
      health: 'scanning',
      scanned: 18_240,
      settling: 2,
      lastScan: scanOf(18_100, 190),
      locations: { present: 18_102, missing: 0, offline: 0 },
    },
    {
      ...rootNamed('Rushes', 3, now),
      path: '/media/ilse/Field drive/Rushes',
      health: 'offline',
      failure: {
        code: 'UNAVAILABLE',
        message:
          '“Rushes” is not there. Connect its drive, or add the folder where it is now: its works are recognised.',
        retryable: true,
        path: '/media/ilse/Field drive/Rushes',
      },
      lastScan: scanOf(912, 2_900),
      locations: { present: 0, missing: 0, offline: 912 },
    },
    {
      ...rootNamed('Studio share', 4, now),
      path: '/mnt/studio/share',
      drive: 'network',
      lastScan: scanOf(2_044, 1),
      locations: { present: 2_040, missing: 0, offline: 0 },
    },
  ]
}

export function issuesOf(root: WatchedRoot, now: number): WatchIssue[] {
  const said = [
    [
      '2024/harbour-pano.tif',
      'TOO_LARGE',
      '“harbour-pano.tif” has 812.4 MB; the limit is 524.3 MB. It can be raised in Settings.',
    ],
    ['scans/untitled-7.png', 'EMPTY_FILE', '“untitled-7.png” is empty. Save it again from the program that made it.'],
    [
      'private',
      'UNREADABLE',
      'The folder “private” may not be read. Change its permissions; it is looked into at the next scan.',
    ],
  ] as const
  return said.slice(0, root.issues).map(([name, code, message], index) => ({
    issueId: index + 1,
    path: `${root.path}/${name}`,
    failure: { code, message, retryable: false, path: `${root.path}/${name}` },
    at: now - index * 3_600_000,
  }))
}

const files = [
  'harbour.tif',
  '2024/low-tide.jpg',
  '2024/low-tide.tmp.jpg',
  '2025/kiln.png',
  '2025/.hidden.png',
  'exports/kiln-web.jpg',
  'exports/kiln-print.jpg',
  'notes.docx',
]

/** The matching of the real thing is the core's; here a name that a pattern contains is enough. */
export function previewOf(include: readonly string[], exclude: readonly string[]) {
  const bare = (pattern: string) => pattern.replaceAll('*', '').replace(/^!?\/?|\/$/g, '')
  const accepted = files.filter((name) => kindOfExtension(extensionOf(name)) !== undefined)
  const byOf = (name: string) => exclude.find((pattern) => bare(pattern).length > 1 && name.includes(bare(pattern)))
  const wanted = (name: string) => include.length === 0 || include.some((pattern) => name.includes(bare(pattern)))
  const leftOut = accepted.flatMap((name): { name: string; by: string | null }[] => {
    const by = byOf(name)
    return by !== undefined ? [{ name, by }] : wanted(name) ? [] : [{ name, by: null }]
  })
  const taken = accepted.filter((name) => byOf(name) === undefined && wanted(name))
  return {
    folders: 4,
    taken: taken.length,
    leftOut: leftOut.length,
    otherKinds: files.length - accepted.length,
    takenNames: taken,
    leftOutNames: leftOut,
    unused: [...include, ...exclude].filter(
      (pattern) => !defaultExclude.includes(pattern) && !accepted.some((name) => name.includes(bare(pattern))),
    ),
    done: true,
    truncated: false,
  }
}

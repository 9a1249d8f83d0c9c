import { dirname } from 'node:path'
import type { Done } from './acts.ts'
import type { Library } from './library.ts'

// What must be true of a library once it has been brought in step, pure. The disk is the model: what is in its files now, and every
// whole content they ever had.

export type Scene = {
  /** The hash of each file of the folders that are there. */
  disk: ReadonlyMap<string, string>
  away: readonly string[]
  whole: ReadonlySet<string>
  before: Library
  now: Library
  /** The only thing that happened since; undefined when more did. */
  only: Done | undefined
}

/** Sentences about what is wrong; none when all is well. */
export function judge(scene: Scene): string[] {
  return [...scene.now.faults, ...places(scene), ...works(scene), ...(scene.only ? meaning(scene, scene.only) : [])]
}

function* places({ disk, away, now }: Scene): Generator<string> {
  const isAway = (path: string) => away.some((root) => path.startsWith(`${root}/`))
  for (const [path, sha256] of disk) {
    const place = now.places.get(path)
    if (place === undefined) yield `${path} is not in the library`
    else if (place.sha256 !== sha256) yield `${path} is known with other content than it has`
    else if (place.status !== 'present') yield `${path} is there and said to be ${place.status}`
    else if (place.folder !== dirname(path)) yield `${path} is looked after as a file of ${place.folder}`
  }
  for (const { path, status } of now.places.values()) {
    if (status === 'present' && !disk.has(path)) yield `${path} is said to be present and is not`
    if (status === 'offline' && !isAway(path)) yield `${path} is said to be offline, and its folder is there`
  }
}

function* works({ disk, away, whole, before, now }: Scene): Generator<string> {
  for (const { assetId } of before.works.values()) if (!now.works.has(assetId)) yield `the work ${assetId} is lost`
  for (const { sha256, assetId } of before.versions.values()) {
    const version = now.versions.get(sha256)
    if (version === undefined) yield `the version ${sha256} is lost`
    else if (version.assetId !== assetId) yield `the version ${sha256} is of another work than it was`
  }
  for (const { sha256, state } of now.versions.values()) {
    if (!whole.has(sha256)) yield `${sha256} was never the content of a whole file`
    // A file may go before its fingerprint is made; one that is there has one.
    const mayFail = state === 'failed' && ![...disk.values()].includes(sha256)
    if (state !== 'complete' && !mayFail) yield `the version ${sha256} is ${state}`
  }
  for (const { assetId, status, current } of now.works.values()) {
    const expected = now.versions.get(current)?.state === 'failed' ? 'failed' : 'ready'
    if (status !== expected) yield `the work ${assetId} is ${status}, and its version ${expected}`
  }
  for (const place of before.places.values()) {
    const inAway = away.some((root) => place.path.startsWith(`${root}/`))
    if (inAway && place.status === 'present' && now.places.get(place.path)?.status === 'missing')
      yield `${place.path} is on a drive that is away, and said to be missing`
  }
}

function* meaning(
  { before, now, disk }: Scene,
  { edited = [], moved = [], copied = [], deleted = [] }: Done,
): Generator<string> {
  for (const path of edited) {
    const was = before.places.get(path)
    if (was?.status !== 'present') continue
    if (now.places.get(path)?.assetId !== was.assetId) yield `${path} was edited, and is another work now`
    const current = now.works.get(was.assetId)?.current
    if (current !== disk.get(path)) yield `${path} was edited, and its work shows another version`
  }
  for (const { from, to } of moved) {
    const was = before.places.get(from)
    if (was?.status !== 'present') continue
    if (now.places.get(to)?.assetId !== was.assetId) yield `${from} was moved, and is another work now`
    const others = [...before.places.values()].some(({ sha256, path }) => sha256 === was.sha256 && path !== from)
    if (now.places.has(from) && !others) yield `${from} was moved, and still has a place`
  }
  for (const { from, to } of copied) {
    if (now.places.get(to)?.assetId !== now.places.get(from)?.assetId)
      yield `${from} was copied, and the copy is another work`
  }
  for (const path of deleted) {
    const was = before.places.get(path)
    const others = [...now.places.values()].some(({ sha256 }) => sha256 === was?.sha256)
    if (was?.status === 'present' && now.places.get(path)?.status !== 'missing' && !others)
      yield `${path} was deleted, and is not missing`
  }
  const changed = [...edited, ...moved.map(({ from }) => from), ...deleted]
  for (const was of before.places.values()) {
    if (changed.includes(was.path) || !disk.has(was.path)) continue
    if (now.places.get(was.path)?.assetId !== was.assetId && disk.get(was.path) === was.sha256)
      yield `${was.path} was left alone, and is another work now`
  }
}

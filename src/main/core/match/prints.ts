import { featureMethods } from '../compute/feature-methods.ts'
import type { Feature, Thumbnail } from '../compute/tasks.ts'
import type { Fingerprint } from '../../../shared/domain/fingerprint.ts'
import type { VersionId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import { findFeature } from '../store/features.ts'
import { findMinhash } from '../store/fingerprints.ts'
import type { ReadStore } from '../store/handles.ts'
import { findThumbnail } from '../store/thumbnails.ts'
import type { WorkPrint } from './tasks.ts'

/** What the library has of a version to find it again by. */
export function printOf(read: ReadStore, { versionId, kind }: { versionId: VersionId; kind: MediaKind }): WorkPrint {
  const features = new Map<string, Uint8Array>()
  for (const method of featureMethods[kind]) {
    const bytes = findFeature(read, versionId, method)
    if (bytes !== null && bytes.length > 0) features.set(method.method, bytes)
  }
  return { id: versionId, kind, features, minhash: kind === 'text' ? findMinhash(read, versionId) : null }
}

/** The same, with what pictures are looked at by. */
export function printToCompare(read: ReadStore, version: { versionId: VersionId; kind: MediaKind }): WorkPrint {
  const print = printOf(read, version)
  return version.kind === 'image'
    ? { ...print, thumbnail: findThumbnail(read, version.versionId)?.bytes ?? null }
    : print
}

/** The same of a file that is not in the library. */
export function printOfFile(
  fingerprint: Fingerprint,
  features: readonly Feature[],
  thumbnail: Thumbnail | null,
): WorkPrint {
  return {
    id: 'file',
    kind: fingerprint.kind,
    features: new Map(features.filter(({ bytes }) => bytes.length > 0).map(({ method, bytes }) => [method, bytes])),
    minhash: fingerprint.text?.minhash ?? null,
    thumbnail: thumbnail?.bytes ?? null,
  }
}

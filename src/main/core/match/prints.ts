import { featureMethods } from '../compute/feature-methods.ts'
import type { Feature } from '../compute/tasks.ts'
import type { Fingerprint } from '../../../shared/domain/fingerprint.ts'
import type { VersionId } from '../../../shared/domain/ids.ts'
import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import { findFeature } from '../store/features.ts'
import { findMinhash } from '../store/fingerprints.ts'
import type { ReadStore } from '../store/handles.ts'
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

/** The same of a file that is not in the library. */
export function printOfFile(fingerprint: Fingerprint, features: readonly Feature[]): WorkPrint {
  return {
    id: 'file',
    kind: fingerprint.kind,
    features: new Map(features.filter(({ bytes }) => bytes.length > 0).map(({ method, bytes }) => [method, bytes])),
    minhash: fingerprint.text?.minhash ?? null,
  }
}

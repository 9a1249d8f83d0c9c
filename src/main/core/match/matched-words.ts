import { Failure, toFailure } from '../../../shared/contract/errors.ts'
import { type PassageWords, passagesTold } from '../../../shared/contract/matches.ts'
import type { MatchId, VersionId } from '../../../shared/domain/ids.ts'
import type { ComputePool, PassagesRequest } from '../compute/tasks.ts'
import { locationsOfVersion } from '../store/locations.ts'
import { findMatchedVersions } from '../store/matches.ts'
import { findVersion } from '../store/versions.ts'
import type { Store } from '../store/open-store.ts'

const timeoutMs = 60_000

export type MatchedWords = { first: PassageWords[] | null; second: PassageWords[] | null }

/** Reads the words of a text match's passages from both files, as far as they are there and still say what they said. */
export async function matchedWords(
  { store, compute }: { store: Store; compute: ComputePool },
  matchId: MatchId,
  signal: AbortSignal,
): Promise<MatchedWords> {
  const match = store.read((read) => findMatchedVersions(read, matchId))
  if (match === undefined) throw new Failure('NOT_FOUND', 'This match is not in the library any more.')
  const { evidence } = match
  if (evidence.kind !== 'text') return { first: [], second: [] }
  const shown = evidence.passages.slice(0, passagesTold)

  async function wordsOf(versionId: VersionId, side: 'first' | 'second'): Promise<PassageWords[] | null> {
    const requests = store.read((read): PassagesRequest[] => {
      const version = findVersion(read, versionId)
      if (version === undefined) return []
      const { kind, mediaType, sha256 } = version
      return locationsOfVersion(read, versionId)
        .filter(({ status }) => status === 'present')
        .map(({ path, bytes, mtimeUs }) => ({
          ...{ path, kind, mediaType, bytes, mtimeUs, sha256 },
          ffmpegPath: null,
          spans: shown.map((passage) => passage[side]),
        }))
    })
    for (const request of requests) {
      try {
        return await compute.run('passages', request, { signal, timeoutMs })
      } catch (thrown) {
        signal.throwIfAborted()
        // Another place may hold the same bytes. Without any the rest of the evidence stands.
        if (toFailure(thrown).code === 'INTERNAL') throw thrown
      }
    }
    return null
  }

  return { first: await wordsOf(match.first, 'first'), second: await wordsOf(match.second, 'second') }
}

import { paidModels } from '../../../shared/domain/embedding.ts'
import type { ComputePool } from '../compute/tasks.ts'
import type { JobHandler } from '../jobs/job.ts'
import type { Logger } from '../log/logger.ts'
import { putEmbedding, type TextWithout, textsWithoutEmbedding } from '../store/embeddings.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import { locationsOfVersion } from '../store/locations.ts'
import type { Store } from '../store/open-store.ts'
import { findVersion } from '../store/versions.ts'

// Texts by what they mean: an excerpt of each is sent to a provider once, and the vector that comes back is kept for good. See decision 0101.

export type MeaningOptions = {
  store: Store
  commit: GroupCommit
  compute: Pick<ComputePool, 'run'>
  logger: Logger
  ffmpegPath: () => string | null
  ready: () => boolean
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>
  /** New vectors are committed. */
  changed(): void
}

/** What is sent of a text, in characters: the setting says so too. Of any script it is less than the model reads at once. */
export const excerptCharacters = 6_000

const atOnce = 24
const readTimeoutMs = 60_000

export function createMeaning(options: MeaningOptions): { handler: JobHandler; due(): boolean } {
  const { store, commit, compute } = options
  const model = paidModels.text

  /** Null for a text that can't be read now, or has no words. */
  async function excerptOf({ versionId }: TextWithout, signal: AbortSignal): Promise<string | null> {
    const [version, locations] = store.read(
      (read) => [findVersion(read, versionId), locationsOfVersion(read, versionId)] as const,
    )
    const present = locations.find(({ status }) => status === 'present')
    if (version === undefined || present === undefined) return null
    const { path, bytes, mtimeUs } = present
    const { kind, mediaType, sha256 } = version
    try {
      const request = { path, kind, mediaType, bytes, mtimeUs, sha256, ffmpegPath: options.ffmpegPath() }
      const { body = '' } = await compute.run('fingerprint', request, { signal, timeoutMs: readTimeoutMs })
      const excerpt = body.slice(0, excerptCharacters).toWellFormed().trim()
      return excerpt === '' ? null : excerpt
    } catch (thrown) {
      signal.throwIfAborted()
      options.logger.log('warn', 'meaning.unreadable', { versionId, detail: String(thrown) })
      return null
    }
  }

  return {
    due: () => options.ready() && store.read((read) => textsWithoutEmbedding(read, model, '', 1)).length > 0,
    handler: {
      kind: 'embed',
      concurrency: 1,
      run: async (_job, { signal }) => {
        let after = ''
        // Turned off meanwhile: what is left is not sent.
        while (options.ready()) {
          signal.throwIfAborted()
          const lacking = store.read((read) => textsWithoutEmbedding(read, model, after, atOnce))
          const last = lacking.at(-1)
          if (last === undefined) break
          after = last.versionId
          const read: { text: TextWithout; excerpt: string }[] = []
          for (const text of lacking) {
            const excerpt = await excerptOf(text, signal)
            if (excerpt !== null) read.push({ text, excerpt })
          }
          if (read.length === 0) continue
          const vectors = await options.embed(
            read.map(({ excerpt }) => excerpt),
            signal,
          )
          await commit.submit((write) => {
            for (const [index, { text }] of read.entries()) {
              const vector = vectors[index]
              // Purged while its excerpt was under way.
              if (vector === undefined || findVersion(write, text.versionId) === undefined) continue
              putEmbedding(write, text.versionId, { model, vector })
            }
          })
          options.changed()
        }
        return () => undefined
      },
    },
  }
}

import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { createComputeHandlers } from '../../../../src/main/core/compute/handlers.ts'
import type { FingerprintResult } from '../../../../src/main/core/compute/tasks.ts'
import { hammingDistance } from '../../../../src/main/core/fingerprint/image/bits.ts'
import { findFfmpeg } from '../../../../src/main/core/media/ffmpeg.ts'
import { type FailureRecord, toFailureRecord } from '../../../../src/shared/contract/errors.ts'
import type { VideoFingerprint } from '../../../../src/shared/domain/fingerprint.ts'
import { fromHex } from '../../../../src/shared/domain/hash.ts'

// Small films made by the ffmpeg that reads them.

const run = promisify(execFile)
const surroundings = { searchPath: process.env['PATH'] ?? '', platform: process.platform }
const handlers = createComputeHandlers(surroundings)

export async function ffmpegPath(): Promise<string> {
  const found = await findFfmpeg({ setting: '', ...surroundings })
  if (found === null) throw new Error('these tests need ffmpeg')
  return found.path
}

/** Runs ffmpeg with `args`, which end before the name of the file that it makes in `folder`. */
export async function make(folder: string, name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name)
  await run(await ffmpegPath(), ['-v', 'error', '-nostdin', '-y', ...args, path])
  return path
}

export async function fingerprint(path: string, signal = new AbortController().signal): Promise<FingerprintResult> {
  const { size, mtimeMs } = await stat(path)
  const request = { path, kind: 'video', mediaType: 'video/test', bytes: size, ffmpegPath: null } as const
  return handlers.fingerprint({ ...request, mtimeUs: Math.floor(mtimeMs * 1000), sha256: new Uint8Array(32) }, signal)
}

export async function failureOf(path: string): Promise<FailureRecord | null> {
  return fingerprint(path).then(
    () => null,
    (thrown: unknown) => toFailureRecord(thrown),
  )
}

export function videoOf({ fingerprint: { video } }: FingerprintResult): VideoFingerprint {
  if (video === undefined) throw new Error('no pictures')
  return video
}

/** Bits by which frames of the same time differ. */
export function distances(left: VideoFingerprint, right: VideoFingerprint, hash: 'phash' | 'pdq'): number[] {
  return left.frames.map((frame, i) => hammingDistance(fromHex(frame[hash]), fromHex(right.frames[i]?.[hash] ?? '')))
}

export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

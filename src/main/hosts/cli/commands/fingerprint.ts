import { resolve } from 'node:path'
import { Failure, failureFrom, toFailure } from '../../../../shared/contract/errors.ts'
import type { AudioFingerprint, Fingerprint, VideoFingerprint } from '../../../../shared/domain/fingerprint.ts'
import { defaultMaxFileBytes } from '../../../../shared/domain/media-kind.ts'
import type { ComputePool } from '../../../core/compute/tasks.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

/** Sound and film take minutes, and what decodes them is ended before when it hangs. */
const longestMs = 1_860_000
const shortestMs = 60_000

/** `metastamp fingerprint`: a line per file, in the order given, without a profile. */
export async function fingerprint(session: Session, files: readonly string[]): Promise<number> {
  const { terminal, signal } = session
  return session.withCompute(async (compute) => {
    let failed = 0
    // A few ahead of the one that is printed: every thread has work, and a million names need no million promises.
    const ahead: Promise<Fingerprint | Failure>[] = []
    const take = (index: number) => {
      const file = files[index]
      if (file !== undefined) ahead.push(fingerprintFile(compute, file, signal))
    }
    for (let i = 0; i < compute.size * 4; i++) take(i)
    for (const [i, file] of files.entries()) {
      const result = await ahead.shift()
      take(i + compute.size * 4)
      if (signal.aborted) return exitCode.interrupted
      if (result === undefined) continue
      if (result instanceof Failure) {
        failed++
        await terminal.error(result)
      } else await terminal.result({ path: file, ...result }, () => textOf(file, result))
    }
    return failed > 0 ? exitCode.someFailed : exitCode.done
  })
}

async function fingerprintFile(
  compute: ComputePool,
  file: string,
  signal: AbortSignal,
): Promise<Fingerprint | Failure> {
  const path = resolve(file)
  try {
    const [inspected] = await compute.run('inspect', { paths: [path], maxFileBytes: defaultMaxFileBytes }, { signal })
    if (inspected === undefined) throw new Failure('INTERNAL', `“${file}” could not be read.`, { path: file })
    if (!inspected.ok) throw failureFrom({ ...inspected.failure, path: file })
    const { notes, ...seen } = inspected
    const timeoutMs = seen.kind === 'audio' || seen.kind === 'video' ? longestMs : shortestMs
    const request = { ...seen, ffmpegPath: null, withIscc: true }
    const { fingerprint: made } = await compute.run('fingerprint', request, { signal, timeoutMs })
    const allNotes = [...notes, ...(made.notes ?? [])]
    return allNotes.length === 0 ? made : { ...made, notes: allNotes }
  } catch (thrown) {
    const failure = toFailure(thrown)
    return failureFrom({ code: failure.code, message: failure.message, ...failure.data(), path: file })
  }
}

function textOf(file: string, made: Fingerprint): string {
  const rows: [string, string][] = [
    ['sha256', made.sha256],
    ['type', `${made.mediaType}, ${made.bytes} bytes`],
  ]
  if (made.iscc !== undefined) rows.push(['ISCC', made.iscc])
  if (made.image !== undefined) {
    const { width, height, phash, ahash, dhash, whash, pdq, pdqQuality } = made.image
    rows.push(
      ['size', `${width} × ${height}`],
      ['pHash', phash],
      ['aHash', ahash],
      ['dHash', dhash],
      ['wHash', whash],
      ['PDQ', `${pdq} (quality ${pdqQuality})`],
    )
  }
  if (made.video !== undefined) rows.push(...videoRows(made.video))
  if (made.audio !== undefined) rows.push(...audioRows(made.audio))
  if (made.quality !== undefined) rows.push(['quality', made.quality.score.toFixed(2)])
  for (const note of made.notes ?? []) rows.push(['note', note])
  return [file, ...rows.map(([name, value]) => `  ${name.padEnd(8)} ${value}`)].join('\n')
}

function videoRows(video: VideoFingerprint): [string, string][] {
  const { durationSeconds, width, height, codec, frameRate, frames, averageHash } = video
  const rate = frameRate === undefined ? '' : `, ${frameRate} frames a second`
  const flat = frames.filter((frame) => frame.flat === true).length
  const structured = frames.find((frame) => frame.flat !== true)
  const rows: [string, string][] = [
    ['film', `${durationSeconds.toFixed(1)} s, ${codec}, ${width} × ${height}${rate}`],
    ['frames', `${frames.length}${flat === 0 ? '' : `, of which ${flat} are black or of one colour`}`],
    ['average', averageHash],
  ]
  // Hundreds of lines for a film: people see the first one, --json has them all.
  if (structured !== undefined) {
    const { timeSeconds, phash, pdq, pdqQuality } = structured
    rows.push(['pHash', `${phash} at ${timeSeconds} s`], ['PDQ', `${pdq} (quality ${pdqQuality}) at ${timeSeconds} s`])
  }
  return rows
}

function audioRows(audio: AudioFingerprint): [string, string][] {
  const {
    durationSeconds,
    codec,
    sampleRate,
    channels,
    tempoBpm,
    key,
    scale,
    keyConfidence,
    loudnessLufs,
    chromaprint,
  } = audio
  const rows: [string, string][] = [
    ['sound', `${durationSeconds.toFixed(1)} s, ${codec}, ${sampleRate} Hz, channels: ${channels}`],
  ]
  if (tempoBpm !== undefined) rows.push(['tempo', `${tempoBpm} BPM`])
  if (key !== undefined) rows.push(['key', `${key} ${scale ?? ''} (confidence ${keyConfidence ?? 0})`])
  if (loudnessLufs !== undefined) rows.push(['loudness', `${loudnessLufs} LUFS`])
  // Thousands of characters for a song: people see that it is there, --json has it whole.
  if (chromaprint !== undefined)
    rows.push(['acoustid', `${chromaprint.slice(0, 48)}… (${chromaprint.length} characters)`])
  return rows
}

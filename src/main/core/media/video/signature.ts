import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFrameSignatures } from '../../fingerprint/video/frame-signatures.ts'
import { runProgram } from '../run-program.ts'
import type { ProbedFilm } from './parse-film.ts'

// MPEG-7 frame signatures, from which ISO 24138 makes the content code of a film: ffmpeg's `signature` filter leaves them in a file, as a
// branch beside the pictures, so that the film is decoded once.

const fileName = 'signatures.bin'
/** Five frames a second, as ISO 24138 asks for. */
export const signatureFilter = `fps=fps=5,signature=format=binary:filename=${fileName},nullsink`
/** The filter refuses smaller frames. */
const smallestSide = 32

const abilities = new Map<string, Promise<boolean>>()

/** Whether this ffmpeg has the filter, which builds without GPL parts lack. */
async function canSign(ffmpeg: string): Promise<boolean> {
  const args = ['-hide_banner', '-h', 'filter=signature']
  const asked =
    abilities.get(ffmpeg) ??
    runProgram(ffmpeg, args, { timeoutMs: 5_000, maxStdoutBytes: 65_536 }).then(
      ({ stdout }) => Buffer.from(stdout).toString('utf8').includes('detectmode'),
      () => false,
    )
  abilities.set(ffmpeg, asked)
  return asked
}

/** Runs `work` with a folder for the signatures, or with null where this film or this ffmpeg has none. The folder is gone afterwards. */
export async function withSignatureFolder<T>(
  ffmpeg: string,
  film: ProbedFilm | null,
  work: (folder: string | null) => Promise<T>,
): Promise<T> {
  const large = film !== null && Math.min(film.width, film.height) >= smallestSide
  if (!large || !(await canSign(ffmpeg))) return work(null)
  const folder = await mkdtemp(join(tmpdir(), 'metastamp-film-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** 380 values 0–2 for each frame; none where ffmpeg left no file, or one that is cut off. */
export async function readSignatures(folder: string): Promise<Uint8Array[]> {
  try {
    return readFrameSignatures(await readFile(join(folder, fileName)))
  } catch {
    // The content code is an extra: a film without one has its other codes.
    return []
  }
}

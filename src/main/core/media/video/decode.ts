import { type AviAudioFormat, createAviReader } from '../audio/avi-stream.ts'
import { type AudioSinks, pushSound, soundFilters, soundOutputs } from '../audio/decode.ts'
import { inputOptions } from '../audio/ffmpeg-input.ts'
import type { FfmpegSource } from '../audio/probe.ts'
import { streamProgram } from '../run-program.ts'
import type { ProbedFilm } from './parse-film.ts'
import { signatureFilter } from './signature.ts'

// One decoding gives a picture for each second and the three kinds of sound of decode.ts (audio), interleaved in one pipe.

/**
 * Longer side of the pictures, in pixels. Smaller films are enlarged: PDQ blurs by whole pixels, and so a film and its small copy differ
 * in many bits unless both are looked at in one size.
 */
export const frameSide = 512
/** What lies behind is left out: a time stamp that is off by years would ask for a picture for each second of them. */
export const longestSeconds = 86_400
/** Two hours of 1920 × 1080 at 25 frames a second. A film with more to decode is read by its key frames, so that it ends within the time limit. */
const mostPixels = 4e11
/** 8192 × 8192. */
export const largestFrame = 67_108_864
export const timeoutMs = 1_800_000
export const defaultIdleTimeoutMs = 25_000

export type FrameSize = { width: number; height: number }

export type FilmDecodeOptions = FfmpegSource & {
  film: ProbedFilm | null
  sound: { stream: number; sampleRate: number } | null
  keyFramesOnly: boolean
  /** Where the MPEG-7 frame signatures of the whole film are to be left; null or absent when none are wanted. */
  signatureFolder?: string | null
  /** For tests of the time limit. */
  idleTimeoutMs?: number
}

export type FilmSinks = {
  /** The picture on the screen 0, 1, 2 … seconds after the start, within half a frame: RGB, rows from the top. The bytes are used again after the call. */
  pushFrame(samples: Uint8Array, size: FrameSize): void
  /** Once, when sound comes. */
  startSound(format: AviAudioFormat): AudioSinks
}

/** The size of the pictures: upright and with square pixels. The width is a multiple of 4, as AVI pads other rows. */
export function frameSize({ height, aspect }: ProbedFilm): FrameSize {
  const shownWidth = height * aspect
  const scale = frameSide / Math.max(shownWidth, height)
  return {
    width: Math.max(8, 4 * Math.round((shownWidth * scale) / 4)),
    height: Math.max(8, Math.round(height * scale)),
  }
}

/** Depends on what the file says about itself alone: every run decides alike. */
export function isTooLargeForEveryFrame(film: ProbedFilm, durationSeconds: number | null): boolean {
  return film.width * film.height * (film.frameRate ?? 25) * (durationSeconds ?? 0) > mostPixels
}

/** A track that begins so soon counts from its own first frame: containers move pictures by the lead-in of the sound's encoder. */
const startSlackUs = 200_000
/** Half a frame of ten a second. */
const mostHalfFrameUs = 50_000

/**
 * `round=up` gives a frame the first whole second that is not before it, and the filter the last frame of each second: the one that is on
 * the screen when the second begins, however long frames last. Half a frame is taken off before, or else every rounded time stamp at a
 * whole second would choose its neighbour. `start_time=0`: a track that begins late shows its first frame until then.
 */
export function timeFilter({ frameRate }: ProbedFilm, framesPerSecond: number): string {
  const half = Math.min(mostHalfFrameUs, Math.round(5e5 / (frameRate ?? 25)))
  const times = `settb=1/1000000,setpts='PTS-${half}-if(lt(STARTPTS,${startSlackUs}),STARTPTS,0)'`
  return `${times},fps=fps=${framesPerSecond}:start_time=0:round=up`
}

function frameFilter(film: ProbedFilm, { width, height }: FrameSize, signed: boolean): string {
  const scale = `scale=${width}:${height}:flags=area+accurate_rnd+full_chroma_int+bitexact`
  const branch = signed ? `split[m][s];[s]${signatureFilter};[m]` : ''
  return `[0:${film.stream}]${branch}${timeFilter(film, 1)},${scale},setsar=1,format=rgb24[v]`
}

/** Resolves with what ffmpeg said about damage. Failures: UNAVAILABLE, DECODER_TIMEOUT, CANCELLED. */
export async function decodeFilm(
  options: FilmDecodeOptions,
  sinks: FilmSinks,
): Promise<{ exitCode: number | null; stderr: string }> {
  const { ffmpeg, path, signal, film, sound, keyFramesOnly, signatureFolder = null } = options
  const size = film === null ? null : frameSize(film)
  const firstSound = film === null ? 0 : 1
  const frameBytes = size === null ? 0 : size.width * size.height * 3
  let soundSinks: AudioSinks | null = null
  const read = createAviReader({
    onStart(formats) {
      const full = formats[firstSound]
      if (full != null && full.channels > 0 && full.sampleRate > 0) soundSinks = sinks.startSound(full)
    },
    onData(number, bytes) {
      if (number >= firstSound) {
        if (soundSinks !== null) pushSound(soundSinks, number - firstSound, bytes)
      } else if (size !== null && bytes.length === frameBytes) sinks.pushFrame(bytes, size)
    },
  })
  const filters = [
    ...(film === null || size === null ? [] : [frameFilter(film, size, signatureFolder !== null)]),
    ...(sound === null ? [] : [soundFilters(sound.stream, sound.sampleRate)]),
  ].join(';')
  const args = [
    ...['-v', 'error', '-filter_threads', '1', '-filter_complex_threads', '1', '-max_pixels', String(largestFrame)],
    ...(keyFramesOnly ? ['-skip_frame', 'nokey'] : []),
    ...inputOptions(path),
    ...['-filter_complex', filters, '-t', String(longestSeconds), '-max_muxing_queue_size', '4096'],
    ...(film === null ? [] : ['-map', '[v]', '-c:v', 'rawvideo']),
    ...(sound === null ? [] : soundOutputs),
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'avi', 'pipe:1'],
  ]
  return streamProgram(ffmpeg, args, {
    timeoutMs,
    idleTimeoutMs: options.idleTimeoutMs ?? defaultIdleTimeoutMs,
    ...(signatureFolder === null ? {} : { cwd: signatureFolder }),
    ...(signal === undefined ? {} : { signal }),
    onStdout: read,
  })
}

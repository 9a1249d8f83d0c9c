import { gridSide, samplesPerSecond } from '../../fingerprint/video/film-track.ts'
import { createAviReader } from '../audio/avi-stream.ts'
import { inputOptions } from '../audio/ffmpeg-input.ts'
import type { FfmpegSource } from '../audio/probe.ts'
import { streamProgram } from '../run-program.ts'
import { defaultIdleTimeoutMs, type FrameSize, largestFrame, timeFilter, timeoutMs } from './decode.ts'
import type { ProbedFilm } from './parse-film.ts'

// A film as the second stage looks at it: tiny grey pictures four times a second, a small one each second.

/** What lies behind is left out: six hours are 22 MB of cells. */
export const longestTrackSeconds = 21_600
/** Longer side of the pictures that points are taken from. */
const pictureSide = 384

export type TrackSinks = {
  /** 16 × 16 grey cells, 0, ¼, ½ … seconds after the start. The bytes are used again after the call. */
  pushSample(cells: Uint8Array): void
  /** Each second's picture, grey, after its sample. */
  pushPicture(samples: Uint8Array, size: FrameSize): void
}

function pictureSize({ height, aspect }: ProbedFilm): FrameSize {
  const scale = pictureSide / Math.max(height * aspect, height)
  return {
    width: Math.max(8, 4 * Math.round((height * aspect * scale) / 4)),
    height: Math.max(8, Math.round(height * scale)),
  }
}

/** Resolves with what ffmpeg said about damage. Failures: UNAVAILABLE, DECODER_TIMEOUT, CANCELLED. */
export async function decodeTrack(
  { ffmpeg, path, signal, film, keyFramesOnly }: FfmpegSource & { film: ProbedFilm; keyFramesOnly: boolean },
  sinks: TrackSinks,
): Promise<{ exitCode: number | null; stderr: string }> {
  const size = pictureSize(film)
  const scale = (width: number, height: number): string =>
    `scale=${width}:${height}:flags=area+accurate_rnd+bitexact,setsar=1,format=gray`
  const filters = [
    `[0:${film.stream}]${timeFilter(film, samplesPerSecond)},split[a][b]`,
    `[a]${scale(gridSide, gridSide)}[cells]`,
    `[b]select='not(mod(n,${samplesPerSecond}))',${scale(size.width, size.height)}[pictures]`,
  ].join(';')
  const read = createAviReader({
    onStart: () => undefined,
    onData(number, bytes) {
      if (number === 0 && bytes.length === gridSide * gridSide) sinks.pushSample(bytes)
      else if (number === 1 && bytes.length === size.width * size.height) sinks.pushPicture(bytes, size)
    },
  })
  const args = [
    ...['-v', 'error', '-filter_threads', '1', '-filter_complex_threads', '1', '-max_pixels', String(largestFrame)],
    ...(keyFramesOnly ? ['-skip_frame', 'nokey'] : []),
    ...inputOptions(path),
    ...['-filter_complex', filters, '-t', String(longestTrackSeconds), '-max_muxing_queue_size', '4096'],
    ...['-map', '[cells]', '-map', '[pictures]', '-c:v', 'rawvideo', '-vsync', 'passthrough'],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'avi', 'pipe:1'],
  ]
  return streamProgram(ffmpeg, args, {
    timeoutMs,
    idleTimeoutMs: defaultIdleTimeoutMs,
    ...(signal === undefined ? {} : { signal }),
    onStdout: read,
  })
}

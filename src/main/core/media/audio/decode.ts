import { streamProgram } from '../run-program.ts'
import { type AviAudioFormat, createAviReader } from './avi-stream.ts'
import { inputOptions } from './ffmpeg-input.ts'
import type { FfmpegSource } from './probe.ts'

// One decoding gives the sound three times, interleaved in one pipe: all channels at their own rate (48 kHz at most), mono at 22,050 Hz,
// and mono at 11,025 Hz by the very resampler settings that fpcalc uses.

export type AudioSinks = {
  pushFullBand(samples: Float32Array): void
  pushSpectral(samples: Float32Array): void
  pushTonal(samples: Int16Array): void
}

export type DecodeOptions = FfmpegSource & {
  /** Number of the sound track in the file, and its rate. */
  stream: number
  sampleRate: number
  /** For tests of the time limit. */
  idleTimeoutMs?: number
}

const highestRate = 48_000
/** A file of 500 MB takes minutes at most; a decoder that is silent for long hangs. */
const timeoutMs = 1_800_000
const defaultIdleTimeoutMs = 25_000

/** From one sound track to the streams [a], [b] and [c]. */
export function soundFilters(stream: number, sampleRate: number): string {
  const bounded = sampleRate > highestRate ? `aresample=${highestRate},` : ''
  return [
    // Larger packets than a decoder's: less to do for each sample on both ends of the pipe.
    `[0:${stream}]asetnsamples=n=8192:p=0,asplit=2[full][all]`,
    `[full]${bounded}aformat=sample_fmts=flt[a]`,
    // Mixed down once, before anything is resampled: half the work.
    '[all]aformat=sample_fmts=fltp:channel_layouts=mono,asplit=2[mid][low]',
    '[mid]aresample=22050,aformat=sample_fmts=flt[b]',
    '[low]aresample=11025:filter_size=16:phase_shift=8:linear_interp=0:cutoff=0.8,aformat=sample_fmts=s16[c]',
  ].join(';')
}

/** Those three as streams of the output, in the order that `pushSound` counts them. */
export const soundOutputs: readonly string[] = [
  ...['-map', '[a]', '-map', '[b]', '-map', '[c]'],
  ...['-c:a:0', 'pcm_f32le', '-c:a:1', 'pcm_f32le', '-c:a:2', 'pcm_s16le'],
]
const outputs = [...soundOutputs, '-map_metadata', '-1', '-map_chapters', '-1', '-f', 'avi', 'pipe:1']

/** One packet of stream 0, 1 or 2 to where it belongs. */
export function pushSound(sinks: AudioSinks, number: number, { buffer, byteOffset, byteLength }: Uint8Array): void {
  if (number === 0) sinks.pushFullBand(new Float32Array(buffer, byteOffset, byteLength >> 2))
  else if (number === 1) sinks.pushSpectral(new Float32Array(buffer, byteOffset, byteLength >> 2))
  else sinks.pushTonal(new Int16Array(buffer, byteOffset, byteLength >> 1))
}

/**
 * Streams a file's sound to what `start` returns for its format; `start` is not called when nothing can be decoded. Resolves with what
 * ffmpeg said about damage. Failures: UNAVAILABLE, DECODER_TIMEOUT, CANCELLED.
 */
export async function decodeAudio(
  options: DecodeOptions,
  start: (format: AviAudioFormat) => AudioSinks,
): Promise<{ exitCode: number | null; stderr: string }> {
  const { ffmpeg, path, signal, stream, sampleRate, idleTimeoutMs = defaultIdleTimeoutMs } = options
  let sinks: AudioSinks | null = null
  const read = createAviReader({
    onStart(formats) {
      const [full] = formats
      if (full != null && full.channels > 0 && full.sampleRate > 0) sinks = start(full)
    },
    onData(number, bytes) {
      if (sinks !== null) pushSound(sinks, number, bytes)
    },
  })
  const single = ['-v', 'error', '-filter_threads', '1', '-filter_complex_threads', '1']
  const args = [...single, ...inputOptions(path), '-filter_complex', soundFilters(stream, sampleRate), ...outputs]
  return streamProgram(ffmpeg, args, {
    timeoutMs,
    idleTimeoutMs,
    ...(signal === undefined ? {} : { signal }),
    onStdout: read,
  })
}

import { streamProgram } from '../run-program.ts'
import { inputOptions } from './ffmpeg-input.ts'
import type { FfmpegSource } from './probe.ts'

/** A file of 500 MB takes minutes at most; a decoder that is silent for long hangs. */
const timeoutMs = 1_800_000
const idleTimeoutMs = 25_000

/**
 * Streams one sound track as mono samples, ±1, at `sampleRate` Hz, in pieces that are valid until `onSamples` returns. Resolves with what
 * ffmpeg said about damage. Failures: UNAVAILABLE, DECODER_TIMEOUT, CANCELLED.
 */
export async function decodeMono(
  { ffmpeg, path, signal, stream, sampleRate }: FfmpegSource & { stream: number; sampleRate: number },
  onSamples: (samples: Float32Array) => void,
): Promise<{ exitCode: number | null; stderr: string }> {
  let rest = new Uint8Array(0)
  const onStdout = (chunk: Uint8Array): void => {
    // A sample may be cut in two, and a view of whole ones must begin at a multiple of its size: so the bytes are laid out anew.
    const bytes = new Uint8Array(rest.length + chunk.length)
    bytes.set(rest)
    bytes.set(chunk, rest.length)
    const whole = bytes.length >> 2
    rest = bytes.slice(whole * 4)
    onSamples(new Float32Array(bytes.buffer, 0, whole))
  }
  const format = [
    '-map',
    `0:${stream}`,
    '-ac',
    '1',
    '-ar',
    String(sampleRate),
    '-c:a',
    'pcm_f32le',
    '-f',
    'f32le',
    'pipe:1',
  ]
  return streamProgram(ffmpeg, ['-v', 'error', ...inputOptions(path), ...format], {
    timeoutMs,
    idleTimeoutMs,
    ...(signal === undefined ? {} : { signal }),
    onStdout,
  })
}

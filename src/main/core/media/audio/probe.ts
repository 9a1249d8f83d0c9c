import { runProgram } from '../run-program.ts'
import { inputOptions } from './ffmpeg-input.ts'
import { parseProbe, type Probe } from './parse-probe.ts'

const timeoutMs = 25_000

export type FfmpegSource = { ffmpeg: string; path: string; signal?: AbortSignal }

/** What ffmpeg finds in a file, and the last line it says, which tells why when it finds nothing. Failures as of `runProgram`. */
export async function probe({ ffmpeg, path, signal }: FfmpegSource): Promise<{ probe: Probe; lastLine: string }> {
  const { stderr } = await runProgram(ffmpeg, inputOptions(path), {
    timeoutMs,
    maxStdoutBytes: 65_536,
    // Lyrics and other long tags stand before what matters most.
    maxStderrCharacters: 1_048_576,
    ...(signal === undefined ? {} : { signal }),
  })
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('At least one output'))
  return { probe: parseProbe(stderr), lastLine: lines.at(-1) ?? '' }
}

/** The picture that comes with the sound, as its file; null when it can't be had. */
export async function readCover({ ffmpeg, path, signal }: FfmpegSource, stream: number): Promise<Uint8Array | null> {
  const output = ['-map', `0:${stream}`, '-c', 'copy', '-frames:v', '1', '-f', 'image2pipe', 'pipe:1']
  const { stdout, exitCode } = await runProgram(ffmpeg, ['-v', 'error', ...inputOptions(path), ...output], {
    timeoutMs,
    maxStdoutBytes: 33_554_432,
    ...(signal === undefined ? {} : { signal }),
  })
  return exitCode === 0 && stdout.length > 0 ? stdout : null
}

import { inputOptions } from '../audio/ffmpeg-input.ts'
import { parseProbe, type Probe } from '../audio/parse-probe.ts'
import type { FfmpegSource } from '../audio/probe.ts'
import { runProgram } from '../run-program.ts'
import { type ProbedFilm, parseFilm } from './parse-film.ts'

const timeoutMs = 25_000

export type FilmProbe = { probe: Probe; film: ProbedFilm | null; lastLine: string }

/** What ffmpeg finds in a film, and the last line it says, which tells why when it finds nothing. Failures as of `runProgram`. */
export async function probeFilm({ ffmpeg, path, signal }: FfmpegSource): Promise<FilmProbe> {
  const { stderr } = await runProgram(ffmpeg, inputOptions(path), {
    timeoutMs,
    maxStdoutBytes: 65_536,
    maxStderrCharacters: 1_048_576,
    ...(signal === undefined ? {} : { signal }),
  })
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('At least one output'))
  return { probe: parseProbe(stderr), film: parseFilm(stderr), lastLine: lines.at(-1) ?? '' }
}

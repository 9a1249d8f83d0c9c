import { runProgram } from '../../../src/main/core/media/run-program.ts'

/** One film as H.264, without sound; `filters` is a filter graph over the inputs. Throws with what ffmpeg said. */
export async function encodeFilm(inputs: readonly string[], filters: string, path: string, crf = 20): Promise<void> {
  const { exitCode, stderr } = await runProgram(
    'ffmpeg',
    [
      ...[
        '-nostdin',
        '-v',
        'error',
        '-y',
        ...inputs,
        '-filter_complex',
        `${filters},format=yuv420p[out]`,
        '-map',
        '[out]',
      ],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', String(crf), '-threads', '1', path],
    ],
    { timeoutMs: 120_000, maxStdoutBytes: 0 },
  )
  if (exitCode !== 0) throw new Error(`${path}: ${stderr}`)
}

import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

const marks = { ok: 'ok  ', attention: 'look', failed: 'FAIL' } as const

/** `metastamp doctor`: the truth about this installation. */
export async function doctor(session: Session): Promise<number> {
  return session.withCore({ works: false }, async ({ client }) => {
    const report = await client.app.doctor({})
    const { versions, ffmpegSource, checks } = report
    await session.terminal.result({ ...report, profile: session.profileDir }, () =>
      [
        `META-STAMP ${versions.app}, Node ${versions.node}, SQLite ${versions.sqlite}, sharp ${versions.sharp}`,
        `ffmpeg ${versions.ffmpeg ?? 'not found'}${ffmpegSource === null ? '' : ` (from ${ffmpegSource})`}`,
        ...checks.map(
          ({ status, title, detail, next }) =>
            `${marks[status]} ${title}: ${detail}${next === undefined ? '' : `\n     ${next}`}`,
        ),
      ].join('\n'),
    )
    return checks.some(({ status }) => status !== 'ok') ? exitCode.someFailed : exitCode.done
  })
}

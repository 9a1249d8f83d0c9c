import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

/** `metastamp custody verify`: walks the whole chain. */
export async function verify(session: Session): Promise<number> {
  return session.withCore({ works: false }, async ({ client }) => {
    const result = await client.custody.verify({}, { signal: session.signal })
    await session.terminal.result(result, () =>
      result.broken === null
        ? `${result.events} events, every link holds${result.head === null ? '' : `; head ${result.head}`}`
        : `Broken at event ${result.broken.sequence} (${result.broken.reason}): ${result.broken.message}`,
    )
    return result.ok ? exitCode.done : exitCode.someFailed
  })
}

import { once } from 'node:events'
import { serve } from '../../web/main.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

/** `metastamp serve`: the app in a browser, until interrupted. */
export async function serveUntilStopped(session: Session, options: { port: number; open: boolean }): Promise<number> {
  const { terminal, signal, profileDir } = session
  const serving = await serve({ ...options, profileDir, handleSignals: false })
  await terminal.result({ url: serving.url }, () => serving.url)
  terminal.note('This address holds until you press Ctrl-C. Only this computer can open it.')
  if (!signal.aborted) await once(signal, 'abort')
  await serving.close()
  return exitCode.interrupted
}

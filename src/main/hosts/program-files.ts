import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'
import { Failure } from '../../shared/contract/errors.ts'

export type ProgramFiles = {
  version: string
  rendererDir: string
  coreThreadUrl: URL
  computeThreadUrl: URL
  archiveThreadUrl: URL
  indexThreadUrl: URL
}

/**
 * Where the program's other parts are, seen from one of its modules. The bundler may have put that module into an entry or
 * into a shared chunk, so the way leads over the folder of package.json. Run from sources, the threads are sources too.
 */
export function programFiles(moduleUrl: string): ProgramFiles {
  const root = packageRoot(dirname(fileURLToPath(moduleUrl)))
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const thread = moduleUrl.endsWith('.ts')
    ? (name: string) => pathToFileURL(join(root, 'src', 'main', 'workers', `${name}.ts`))
    : (name: string) => pathToFileURL(join(root, 'out', 'main', `${name}.js`))
  return {
    version,
    rendererDir: join(root, 'out', 'renderer'),
    coreThreadUrl: thread('core-thread'),
    computeThreadUrl: thread('compute-thread'),
    archiveThreadUrl: thread('archive-thread'),
    indexThreadUrl: thread('index-thread'),
  }
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Failure('INTERNAL', 'The program is incomplete. Install it again.')
  return packageRoot(parent)
}

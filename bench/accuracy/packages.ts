import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Fetches Debian packages and unpacks each into a folder of its own under `cacheDir`; nothing is installed, and what is there is not
 * fetched again. Throws an Error for people where this system cannot do that.
 */
export async function fetchPackages(
  names: readonly string[],
  cacheDir: string,
  say: (line: string) => void,
): Promise<string[]> {
  await mkdir(cacheDir, { recursive: true })
  for (const name of names) {
    const folder = join(cacheDir, name)
    if (existsSync(folder)) continue
    say(`fetching the Debian package ${name}`)
    const fresh = join(cacheDir, `${name}.new`)
    await rm(fresh, { recursive: true, force: true })
    await mkdir(fresh)
    try {
      await run('apt-get', ['download', name], { cwd: fresh })
      const archive = (await readdir(fresh)).find((file) => file.endsWith('.deb'))
      if (archive === undefined) throw new Error('apt-get left no file')
      await run('dpkg', ['-x', join(fresh, archive), join(fresh, 'content')])
      await rename(join(fresh, 'content'), folder)
    } catch (thrown) {
      const reason = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown)
      throw new Error(
        `The works to measure on could not be fetched: ${reason}. They are Debian packages (${names.join(', ')}), got with apt-get download and dpkg -x. On another system, or without a network, give a folder of your own: npm run bench:accuracy -- --corpus DIR`,
        { cause: thrown },
      )
    } finally {
      await rm(fresh, { recursive: true, force: true })
    }
  }
  return names.map((name) => join(cacheDir, name))
}

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

export const repository = resolve(import.meta.dirname, '../..')

/** A folder with these files, removed when the test ends. With `packages`, the repository's packages are there too. */
export function temporaryTree(files: Readonly<Record<string, string>>, options: { packages?: boolean } = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'metastamp-tree-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  if (options.packages === true) symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction')
  return root
}

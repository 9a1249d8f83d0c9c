import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// The typefaces of documents: the interface's own.

export type Face = 'text' | 'strong' | 'mono'

const require = createRequire(import.meta.url)

const files: Record<Face, readonly string[]> = {
  text: faces('source-sans-3', '400'),
  strong: faces('source-sans-3', '600'),
  mono: faces('ibm-plex-mono', '400'),
}

function faces(family: string, weight: string): string[] {
  const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'vietnamese']
  if (family === 'source-sans-3') scripts.push('greek', 'greek-ext')
  return scripts.map((script) => `@fontsource/${family}/files/${family}-${script}-${weight}-normal.woff`)
}

/** What a letter becomes that no file has. */
export const missingLetter = '?'

export type FontFile = { name: string; bytes: Buffer }

const read = new Map<string, Buffer>()

/** The files of a face, in the order in which letters are looked for. */
export function fontFiles(face: Face): FontFile[] {
  return files[face].map((name) => {
    const bytes = read.get(name) ?? readFileSync(require.resolve(name))
    read.set(name, bytes)
    return { name, bytes }
  })
}

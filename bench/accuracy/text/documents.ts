import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

// The manuals of Debian's packages, parted at paragraphs into as many documents as are asked for, all of about one length.

export type Document = { name: string; paragraphs: string[] }

const manuals: readonly string[] = [
  'debian-policy/policy.txt.gz',
  'debian-policy/fhs/fhs-3.0.txt.gz',
  'developers-reference/developers-reference.txt.gz',
  'maint-guide/maint-guide.en.txt.gz',
  'debian/FAQ/debian-faq.en.txt.gz',
]
const leastWords = 120

function wordsIn(text: string): number {
  return text.split(/\s+/).length
}

const plainTexts = /\.(txt|md)(\.gz)?$/i

/** The manuals below folders into which the packages were unpacked; where there are none of them, every plain text. */
export async function readTexts(dirs: readonly string[]): Promise<{ name: string; text: string }[]> {
  const files: string[] = []
  for (const dir of dirs) files.push(...(await readdir(dir, { recursive: true })).map((file) => join(dir, file)))
  const known = manuals.flatMap((manual) => files.find((file) => file.endsWith(manual)) ?? [])
  const chosen = known.length > 0 ? known : files.filter((file) => plainTexts.test(file)).sort()
  return Promise.all(
    chosen.map(async (path) => {
      const bytes = await readFile(path)
      const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
      return { name: path.replace(/^.*\//, '').replace(/\..*$/, ''), text }
    }),
  )
}

/** About as many documents as are wanted, of like length. */
export function partIntoDocuments(texts: readonly { name: string; text: string }[], count: number): Document[] {
  const total = texts.reduce((sum, { text }) => sum + wordsIn(text), 0)
  const documents: Document[] = []
  for (const { name, text } of texts) {
    let paragraphs: string[] = []
    let words = 0
    for (const paragraph of text.split(/\n\s*\n/)) {
      if (paragraph.trim() === '') continue
      paragraphs.push(paragraph)
      words += wordsIn(paragraph)
      if (words < (0.94 * total) / count) continue
      documents.push({ name: `${name} ${documents.length}`, paragraphs })
      paragraphs = []
      words = 0
    }
    if (words >= leastWords) documents.push({ name: `${name} ${documents.length}`, paragraphs })
  }
  return documents.slice(0, count)
}

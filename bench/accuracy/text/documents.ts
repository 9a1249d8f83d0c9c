import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
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

/** Finds the manuals below a folder into which the packages were unpacked. */
export function readManuals(dir: string): { name: string; text: string }[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  return manuals.map((manual) => {
    const file = files.find((each) => each.replaceAll('\\', '/').endsWith(manual))
    if (file === undefined) throw new Error(`${manual} is not below ${dir}`)
    return {
      name: manual.replace(/^.*\//, '').replace(/\..*$/, ''),
      text: gunzipSync(readFileSync(join(dir, file))).toString('utf8'),
    }
  })
}

/** Downloads and unpacks the packages the manuals are in; nothing is installed. */
export function fetchManuals(dir: string): void {
  const packages = ['debian-policy', 'developers-reference', 'maint-guide', 'debian-faq']
  execFileSync('apt-get', ['download', ...packages], { cwd: dir, stdio: 'ignore' })
  for (const file of readdirSync(dir).filter((each) => each.endsWith('.deb')))
    execFileSync('dpkg', ['-x', file, dir], { cwd: dir })
}

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

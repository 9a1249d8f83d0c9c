import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { textFeatures } from '../../../../src/main/core/compute/features-text.ts'
import { unpackMarks } from '../../../../src/main/core/fingerprint/text/passage-marks.ts'
import { compareTexts } from '../../../../src/main/core/match/text/compare-texts.ts'
import { smallPdf } from './small-pdf.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'metastamp-text-features-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function featuresOf(name: string, mediaType: string, content: string | Uint8Array) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const { size, mtimeMs } = statSync(path)
  const file = { path, bytes: size, mtimeUs: Math.floor(mtimeMs * 1000), sha256: new Uint8Array(32) }
  const request = { ...file, kind: 'text' as const, mediaType, ffmpegPath: null, methods: ['text-marks'] }
  return (await textFeatures(request, new AbortController().signal)).features
}

const lines = Array.from({ length: 30 }, (_, i) => `The miller's ${i}th dog - a well-known one - lay by door ${i * 7}.`)

test('the same work as plain text, Markdown and PDF has the same marks, and a quotation of it is found in another text', async () => {
  const plain = await featuresOf('work.txt', 'text/plain', lines.join('\r\n'))
  const marked = await featuresOf('work.md', 'text/markdown', `**${lines[0]}**\n\n> ${lines.slice(1).join(' ')}\n`)
  const printed = await featuresOf(
    'work.pdf',
    'application/pdf',
    smallPdf({ pages: [lines.slice(0, 20), lines.slice(20)] }),
  )
  expect([marked, printed]).toEqual([plain, plain])
  const letter = Array.from({ length: 200 }, (_, i) => `Dear ${i}, I am ${i * i} years away.`)
  const quoting = await featuresOf(
    'letter.txt',
    'text/plain',
    [...letter, ...lines.slice(10, 18), ...letter].join('\n'),
  )
  const [ours, theirs] = [plain[0], quoting[0]]
  if (ours === undefined || theirs === undefined) throw new Error('no marks')
  const { kind, passages } = compareTexts(unpackMarks(ours.bytes), unpackMarks(theirs.bytes))
  expect({ kind, passages: passages.length }).toEqual({ kind: 'partial', passages: 1 })
})

test('a text without words has no marks, and binary data under a text’s name fails as its fingerprint does', async () => {
  expect(await featuresOf('rule.txt', 'text/plain', '----- * * * -----\n')).toEqual([])
  const noise = Uint8Array.from({ length: 4000 }, (_, i) => (i * i * 31) % 251)
  await expect(featuresOf('noise.txt', 'text/plain', noise)).rejects.toMatchObject({ code: 'TYPE_MISMATCH' })
})

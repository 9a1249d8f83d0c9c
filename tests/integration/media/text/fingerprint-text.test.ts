import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fingerprintText } from '../../../../src/main/core/compute/fingerprint-text.ts'
import type { FingerprintResult } from '../../../../src/main/core/compute/tasks.ts'
import { hammingDistance } from '../../../../src/main/core/fingerprint/image/bits.ts'
import { decodeIscc, decomposeIscc } from '../../../../src/main/core/fingerprint/iscc/codec.ts'
import { readPdf } from '../../../../src/main/core/media/text/read-pdf.ts'
import { Fingerprint } from '../../../../src/shared/domain/fingerprint.ts'
import { smallPdf } from './small-pdf.ts'

const samples = join(import.meta.dirname, '../../../fixtures/vectors/iscc-samples')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'metastamp-text-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const types: Readonly<Record<string, string>> = { pdf: 'application/pdf', md: 'text/markdown', txt: 'text/plain' }

async function fingerprintFile(path: string, signal = new AbortController().signal): Promise<FingerprintResult> {
  const { size, mtimeMs } = statSync(path)
  const request = {
    path,
    kind: 'text' as const,
    mediaType: types[path.split('.').at(-1) ?? ''] ?? '',
    bytes: size,
    mtimeUs: Math.floor(mtimeMs * 1000),
    sha256: new Uint8Array(createHash('sha256').update(readFileSync(path)).digest()),
    ffmpegPath: null,
  }
  const result = await fingerprintText(request, signal)
  Fingerprint.parse(result.fingerprint)
  return result
}

async function fingerprintOf(name: string, content: string | Uint8Array) {
  writeFileSync(join(folder, name), content)
  return fingerprintFile(join(folder, name))
}

const paragraphs = [
  'It was the well-known dog, not the "quick" fox, that jumped over the fence near the old mill.',
  'Nobody had seen it before. The miller said it wasn’t his, and the farmer shrugged at 1,000 questions.',
  'In the evening, when the light was going, it came back to the mill and lay down by the door.',
]

describe('one work', () => {
  const plain = paragraphs.join('\n\n')
  const markdown = `---\ntitle: The dog\n---\n\n${paragraphs
    .map((each) => each.replace('fox', '**fox**').replace('miller', '[miller](https://example.org/miller)'))
    .map((each) => each.replace('evening', '_evening_').replace('door', '`door`'))
    .join('\n\n')}\n`
  const lines = paragraphs.flatMap((each) => each.replaceAll('’', "'").match(/.{1,60}(?: |$)/g) ?? [])
  // As a typesetter hyphenates.
  const set = lines.flatMap((line) =>
    line.includes('shrugged') ? [line.replace(/shrugged.*/, 'shrug-'), line.replace(/.*shrugged/, 'ged')] : [line],
  )

  test('as plain text, Markdown and PDF has one normalised text and the same hashes', async () => {
    const pdf = smallPdf({
      pages: [
        [...set.slice(0, 3), '1'],
        [...set.slice(3), 'Page 2 of 2'],
      ],
    })
    const made = await Promise.all([
      fingerprintOf('dog.txt', plain),
      fingerprintOf('dog.md', markdown),
      fingerprintOf('dog.pdf', pdf),
    ])
    const texts = made.map(({ fingerprint }) => fingerprint.text)
    const [first] = texts
    expect(first).toMatchObject({ language: 'en', wordCount: 56 })
    for (const text of texts) {
      expect([text?.normalizedSha256, text?.simhash, text?.minhash, text?.wordCount]).toEqual([
        first?.normalizedSha256,
        first?.simhash,
        first?.minhash,
        first?.wordCount,
      ])
    }
  })

  test('in every encoding is decoded to the same text, and the encoding is named', async () => {
    const german =
      'Größere Fußgänger überqueren täglich die Straße; früher hörten wir draußen öfter Vögel über den Dächern. '.repeat(
        4,
      )
    const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()
    const utf32 = Buffer.concat(
      [...german].map((each) => {
        const four = Buffer.alloc(4)
        four.writeUInt32LE(each.codePointAt(0) ?? 0)
        return four
      }),
    )
    const files: [string, Uint8Array][] = [
      ['utf-8', Buffer.from(german)],
      ['utf-8', Buffer.from(`\ufeff${german}`)],
      ['utf-16le', Buffer.from(`\ufeff${german}`, 'utf16le')],
      ['utf-16be', swapped(`\ufeff${german}`)],
      ['utf-16le', Buffer.from(german, 'utf16le')],
      ['utf-16be', swapped(german)],
      ['utf-32le', utf32],
      ['utf-32le', Buffer.concat([Buffer.of(0xff, 0xfe, 0, 0), utf32])],
      ['iso-8859-1', Buffer.from(german, 'latin1')],
    ]
    const shas = new Set<string | undefined>()
    for (const [encoding, bytes] of files) {
      const { text } = (await fingerprintOf('german.txt', bytes)).fingerprint
      expect(text).toMatchObject({ encoding, language: 'de' })
      shas.add(text?.normalizedSha256)
    }
    expect(shas.size).toBe(1)
  })
})

describe('the samples of ISO 24138’s authors', () => {
  test('demo.pdf has their ISCC, and its text code is within 3 of 64 bits', async () => {
    const theirs = 'ISCC:KACV5NAQXBCHCWFWMNALVJHBLB7X7IFU4H2JIVUSWF5NLR6362TFHDY'
    const { fingerprint } = await fingerprintFile(join(samples, 'text/demo.pdf'))
    const [meta, content, data, instance] = decomposeIscc(fingerprint.iscc ?? '')
    const [theirMeta, theirContent, theirData, theirInstance] = decomposeIscc(theirs)
    expect([meta, data, instance]).toEqual([theirMeta, theirData, theirInstance])
    expect(hammingDistance(decodeIscc(content ?? '').body, decodeIscc(theirContent ?? '').body)).toBeLessThanOrEqual(3)
    expect(fingerprint.text?.pageCount).toBe(9)
  })

  test('the same file gives the same bytes on every run, thumbnail included', async () => {
    const twice = [
      await fingerprintFile(join(samples, 'text/demo.md')),
      await fingerprintFile(join(samples, 'text/demo.md')),
    ]
    const [first, second] = twice.map(({ fingerprint, thumbnail }) => ({ ...fingerprint, processingMs: 0, thumbnail }))
    expect(first).toEqual(second)
    const { width, height, format } = await sharp(first?.thumbnail?.bytes).metadata()
    expect({ width, height, format }).toEqual({ width: 362, height: 512, format: 'jpeg' })
  })
})

describe('PDF', () => {
  test('a scan is fingerprinted as a picture of its first page, and says so', async () => {
    const { fingerprint } = await fingerprintOf('scan.pdf', smallPdf({ pages: [[], []], title: 'Scan' }))
    expect(fingerprint).toMatchObject({
      notes: ['This PDF holds no text, as scans do: its first page was fingerprinted as a picture.'],
      image: { width: 791, height: 1024 },
      text: { wordCount: 0, characterCount: 0, pageCount: 2, language: 'und' },
    })
    expect(fingerprint.text).not.toHaveProperty('normalizedSha256')
    expect(fingerprint.image?.phash).not.toBe('0000000000000000')
  })

  test.each([
    ['with a password', 'UNREADABLE', () => smallPdf({ pages: [['secret']], encrypted: true })],
    ['without pages', 'CORRUPT_MEDIA', () => smallPdf({ pages: [] })],
    ['of nothing but a head', 'CORRUPT_MEDIA', () => Buffer.from('%PDF-1.7\n')],
    [
      'of noise',
      'CORRUPT_MEDIA',
      () => Buffer.concat([Buffer.from('%PDF-1.7\n'), createHash('sha512').update('a').digest()]),
    ],
  ])('%s fails with %s', async (_, code, make) => {
    await expect(fingerprintOf('bad.pdf', make())).rejects.toMatchObject({ code, path: join(folder, 'bad.pdf') })
  })

  test('of hundreds of megabytes is read in parts, with the same result', async () => {
    const path = join(samples, 'text/demo.pdf')
    expect(await readPdf(path, undefined, { wholeUpTo: 0 })).toEqual(await readPdf(path))
  })

  test('cut off anywhere it is read as far as it goes or fails with a reason, and never hangs', async () => {
    const whole = readFileSync(join(samples, 'text/demo.pdf'))
    for (const share of [0.02, 0.3, 0.6, 0.9, 0.999]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share))
      const outcome = await fingerprintOf('cut.pdf', cut).then(
        () => 'ready',
        (failure: { code?: string }) => failure.code,
      )
      expect(['ready', 'CORRUPT_MEDIA']).toContain(outcome)
    }
  })

  test('of very many pages is read up to the limit, with a note', async () => {
    const pages = Array.from({ length: 2003 }, (_, i) => [`Page content number ${i} of a long book`])
    const { fingerprint } = await fingerprintOf('long.pdf', smallPdf({ pages }))
    expect(fingerprint.text).toMatchObject({ pageCount: 2003, wordCount: 2000 * 8 })
    expect(fingerprint.notes).toEqual(['The text of the first 2000 of 2003 pages was fingerprinted.'])
  })
})

describe('bad text', () => {
  test.each([
    ['white space', ' \n\t\u3000\n'],
    ['punctuation', '--- ... !!! ---'],
  ])('of nothing but %s has counts and no hashes that every other one would share', async (_, content) => {
    const { fingerprint } = await fingerprintOf('blank.txt', content)
    expect(Object.keys(fingerprint.text ?? {}).sort()).toEqual(['characterCount', 'encoding', 'language', 'wordCount'])
    expect(fingerprint.notes).toEqual(['This text has no words; altered copies of it are not recognised.'])
  })

  test('an empty file, binary data and a vanished file fail with their reasons', async () => {
    const png = await sharp({
      create: {
        width: 50,
        height: 50,
        channels: 3,
        background: '#888888',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .png()
      .toBuffer()
    await expect(fingerprintOf('empty.txt', '')).rejects.toMatchObject({ code: 'EMPTY_FILE' })
    await expect(fingerprintOf('picture.txt', png)).rejects.toMatchObject({ code: 'TYPE_MISMATCH' })
    const request = {
      path: join(folder, 'gone.txt'),
      kind: 'text',
      mediaType: 'text/plain',
      bytes: 1,
      mtimeUs: 0,
    } as const
    const gone = fingerprintText(
      { ...request, sha256: new Uint8Array(32), ffmpegPath: null },
      new AbortController().signal,
    )
    await expect(gone).rejects.toMatchObject({ code: 'VANISHED' })
  })

  test('a file that changed since it was hashed is not fingerprinted', async () => {
    const path = join(folder, 'changed.txt')
    writeFileSync(path, 'one')
    const { mtimeMs } = statSync(path)
    const seen = { bytes: 3, mtimeUs: Math.floor(mtimeMs * 1000), sha256: new Uint8Array(32), ffmpegPath: null }
    utimesSync(path, 1, 1)
    const stale = fingerprintText(
      { path, kind: 'text', mediaType: 'text/plain', ...seen },
      new AbortController().signal,
    )
    await expect(stale).rejects.toMatchObject({ code: 'CHANGED_WHILE_READING', retryable: true })
  })

  test('10 MB on a single line without a space end in time', async () => {
    const { fingerprint } = await fingerprintOf('line.txt', 'abcdefghij'.repeat(1_000_000))
    expect(fingerprint.text?.characterCount).toBe(10_000_000)
  })

  test('an aborted signal ends the work', async () => {
    await expect(fingerprintFile(join(samples, 'text/demo.txt'), AbortSignal.abort())).rejects.toThrow(/abort/i)
  })
})

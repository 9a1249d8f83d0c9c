import type { ImageFingerprint, Quality, TextFingerprint } from '../../../shared/domain/fingerprint.ts'
import { toGrey } from '../fingerprint/image/grey.ts'
import { hashPlane, imageHashes } from '../fingerprint/image/image-hashes.ts'
import type { Picture } from '../fingerprint/image/picture.ts'
import { isccOfText } from '../fingerprint/iscc/iscc.ts'
import { textQuality } from '../fingerprint/text/quality.ts'
import { maxCharacters, type TextReading } from '../fingerprint/text/text-reading.ts'
import { makeThumbnail } from '../media/image/thumbnail.ts'
import { textThumbnail } from '../media/text/page-picture.ts'
import { type PdfReading, readPdf } from '../media/text/read-pdf.ts'
import { readTextFile } from '../media/text/read-text.ts'
import { fileCodes } from './file-codes.ts'
import type { Thumbnail } from './tasks.ts'

export type TextWork = {
  text: TextFingerprint
  /** Hashes of the first page of a PDF without text. */
  image: ImageFingerprint | null
  iscc: string
  quality: Quality
  notes: string[]
  thumbnail: Thumbnail
  /** What a search in it looks through. */
  body: string
  embedding: Float32Array | null
}

/** Everything about one text or PDF. Does not check that the file stays the same meanwhile. */
export async function readText(path: string, mediaType: string, signal?: AbortSignal): Promise<TextWork> {
  if (mediaType === 'application/pdf') return pdfWork(await readPdf(path, signal), path, signal)
  const reading = await readTextFile(path, mediaType === 'text/markdown', signal)
  return {
    text: { ...textPart(reading), encoding: reading.encoding },
    image: null,
    iscc: await isccOf(reading, path, null, signal),
    quality: textQuality({ ...reading, pagesWithText: null }),
    notes:
      reading.hashes === null
        ? ['This text has no words; altered copies of it are not recognised.']
        : cutNotes(reading),
    thumbnail: await textThumbnail(reading.opening),
    body: reading.body,
    embedding: reading.embedding,
  }
}

async function pdfWork(reading: PdfReading, path: string, signal: AbortSignal | undefined): Promise<TextWork> {
  const { firstPage, pageCount, hashes } = reading
  return {
    text: { ...textPart(reading), pageCount },
    image: hashes === null && firstPage !== null ? pageFingerprint(firstPage) : null,
    iscc: await isccOf(reading, path, reading.title, signal),
    quality: textQuality({ ...reading, pagesWithText: reading.pagesWithText / reading.pagesRead }),
    notes: pdfNotes(reading),
    thumbnail: await (firstPage === null ? textThumbnail(reading.opening) : makeThumbnail(firstPage)),
    body: reading.body,
    embedding: reading.embedding,
  }
}

async function isccOf(reading: TextReading, path: string, title: string | null, signal?: AbortSignal): Promise<string> {
  return isccOfText({ ...(await fileCodes(path, title, signal)), textDigest: reading.hashes?.isccDigest ?? null })
}

function hex32(word: number): string {
  return word.toString(16).padStart(8, '0')
}

function textPart({ hashes, wordCount, characterCount, language }: TextReading): TextFingerprint {
  const counts = { wordCount, characterCount, language }
  if (hashes === null) return counts
  const simhash = [...hashes.simhash].map(hex32).join('')
  return { normalizedSha256: hashes.normalizedSha256, simhash, minhash: [...hashes.minhash], ...counts }
}

function pageFingerprint(page: Picture): ImageFingerprint {
  const grey = toGrey(page)
  const size = { width: page.width, height: page.height }
  return { ...size, ...imageHashes(page, grey, hashPlane(grey, size), size), exif: {} }
}

function cutNotes({ cut }: TextReading): string[] {
  if (!cut) return []
  return [`This text is very long: its first ${maxCharacters.toLocaleString('en')} characters were fingerprinted.`]
}

function pdfNotes(reading: PdfReading): string[] {
  const { pageCount, pagesRead, pagesWithText, brokenPages, hashes, firstPage } = reading
  const notes = cutNotes(reading)
  if (pagesRead < pageCount) notes.push(`The text of the first ${pagesRead} of ${pageCount} pages was fingerprinted.`)
  if (brokenPages > 0) notes.push(`${brokenPages} of ${pagesRead} pages are damaged and were left out.`)
  if (hashes === null) {
    notes.push(
      firstPage === null
        ? 'This PDF holds no text, and its pages could not be drawn; altered copies of it are not recognised.'
        : 'This PDF holds no text, as scans do: its first page was fingerprinted as a picture.',
    )
  } else if (2 * pagesWithText < pagesRead) {
    notes.push(`Only ${pagesWithText} of ${pagesRead} pages hold text; pictures on the others are not recognised.`)
  }
  return notes
}

import { basename } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'
import type { Picture } from '../../fingerprint/image/picture.ts'
import { type TextReading, TextReader } from '../../fingerprint/text/text-reading.ts'
import { drawPage, maxPages, openPdf, type PdfDocument } from './pdf.ts'
import { openSource, wholeUpToBytes } from './pdf-source.ts'
import { linesOf, type TextItem } from './pdf-text.ts'

export type PdfReading = TextReading & {
  pageCount: number
  /** Of the pages that were read. */
  pagesWithText: number
  pagesRead: number
  brokenPages: number
  /** As the PDF itself gives it; null when it has none. */
  title: string | null
  /** The first page; null where it could not be drawn. */
  firstPage: Picture | null
}

export type PdfOptions = {
  /** Larger files are read in parts. */
  wholeUpTo?: number
  /** Gets the pieces of its text; then no page is drawn. */
  look?: (piece: string) => void
}

/** Throws a Failure (CORRUPT_MEDIA) for a PDF without pages, or of which no page can be read, and pdfjs' and system errors as they are. */
export async function readPdf(
  path: string,
  signal?: AbortSignal,
  { wholeUpTo = wholeUpToBytes, look }: PdfOptions = {},
): Promise<PdfReading> {
  const source = await openSource(path)
  let failure: { thrown: unknown } | undefined
  const lost = (thrown: unknown): void => {
    failure ??= { thrown }
  }
  try {
    const document = await openPdf(source, source.length > wholeUpTo, lost)
    const reading = await readDocument(document, path, signal, look)
    // Pages that a failed read took away look damaged; they are not.
    if (failure !== undefined) throw failure.thrown
    return reading
  } catch (thrown) {
    throw failure === undefined ? thrown : failure.thrown
  } finally {
    await source.close()
  }
}

async function readDocument(
  document: PdfDocument,
  path: string,
  signal: AbortSignal | undefined,
  look: PdfOptions['look'],
): Promise<PdfReading> {
  try {
    const pageCount = document.numPages
    const reader = new TextReader({ markdown: false, look })
    let pagesRead = 0
    let pagesWithText = 0
    let brokenPages = 0
    while (pagesRead < Math.min(pageCount, maxPages) && !reader.full) {
      signal?.throwIfAborted()
      const lines = await pageLines(document, ++pagesRead)
      // Fonts and pictures of thousands of pages would fill the memory.
      if (pagesRead % 50 === 0) await document.cleanup()
      if (lines === null) brokenPages++
      else if (lines.length > 0) {
        pagesWithText++
        reader.add(`${lines.join('\n')}\n`)
      }
    }
    if (pagesRead === 0 || brokenPages === pagesRead) {
      throw new Failure(
        'CORRUPT_MEDIA',
        `“${basename(path)}” has no page that can be read. Open it in a PDF program, save it again and add that.`,
        { path },
      )
    }
    const title = await titleOf(document)
    const firstPage = look === undefined ? await drawPage(document, 1) : null
    return { ...reader.finish(), title, pageCount, pagesRead, pagesWithText, brokenPages, firstPage }
  } finally {
    await document.loadingTask.destroy()
  }
}

/** Null for a page that is damaged. */
async function pageLines(document: PdfDocument, pageNumber: number): Promise<string[] | null> {
  try {
    const page = await document.getPage(pageNumber)
    const { items } = await page.getTextContent()
    const lines = linesOf(items.filter((item): item is Extract<typeof item, TextItem> => 'str' in item))
    page.cleanup()
    return lines
  } catch {
    return null
  }
}

async function titleOf(document: PdfDocument): Promise<string | null> {
  try {
    const { info } = await document.getMetadata()
    return 'Title' in info && typeof info.Title === 'string' ? info.Title : null
  } catch {
    // A title that cannot be read is a title that is not there.
    return null
  }
}

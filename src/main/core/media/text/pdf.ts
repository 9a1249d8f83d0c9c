import { createRequire } from 'node:module'
import { dirname, sep } from 'node:path'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Picture } from '../../fingerprint/image/picture.ts'
import type { PdfSource } from './pdf-source.ts'

// The one room in which pdfjs is set up: no scripts, no forms that compute, nothing fetched, fonts and character maps from its own folder.

/** Pages whose text is read; of a longer PDF the rest is left out, with a note. */
export const maxPages = 2000
/** Longer side of a page that is drawn, in pixels. */
export const pageSide = 1024
/** Pixels of an embedded picture that is decoded for drawing a page. */
const maxImagePixels = 64_000_000

export type PdfDocument = PDFDocumentProxy

/**
 * Opens a PDF. Throws what pdfjs throws (PasswordException, InvalidPDFException and others) and errors of reading. Where a later read fails, the
 * document is destroyed, all that waits for it rejects, and `lost` is called with the reason.
 */
export async function openPdf(
  source: PdfSource,
  inRanges: boolean,
  lost: (thrown: unknown) => void,
): Promise<PdfDocument> {
  // Four megabytes of program that a library of pictures never needs.
  const { getDocument, PDFDataRangeTransport } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const folder = (name: string): string => `${root}${sep}${name}${sep}`
  const range = new PDFDataRangeTransport(source.length, null)
  range.requestDataRange = (begin: number, end: number): void => {
    source.read(begin, end).then(
      (chunk) => range.onDataRange(begin, chunk),
      (thrown: unknown) => {
        lost(thrown)
        void task.destroy()
      },
    )
  }
  const task = getDocument({
    ...(inRanges ? { range, rangeChunkSize: 1 << 18 } : { data: await source.read(0, source.length) }),
    disableAutoFetch: true,
    disableStream: true,
    verbosity: 0,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    stopAtErrors: false,
    maxImageSize: maxImagePixels,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
  })
  return task.promise
}

/** What is used of pdfjs' own factory, over the canvas library that it brings for Node. */
type CanvasFactory = {
  create(width: number, height: number): { context: DrawingContext }
  destroy(made: unknown): void
}
type DrawingContext = {
  getImageData(left: number, top: number, width: number, height: number): { data: Uint8ClampedArray }
}

function isCanvasFactory(value: unknown): value is CanvasFactory {
  return typeof value === 'object' && value !== null && 'create' in value && 'destroy' in value
}

type RenderParameters = Parameters<PDFPageProxy['render']>[0]

/** pdfjs types the browser's canvas only, whose names are not known here. */
function isRenderParameters(value: { canvasContext?: unknown }): value is RenderParameters {
  return typeof value.canvasContext === 'object' && value.canvasContext !== null
}

/** A page on white paper, its longer side 1,024 pixels; null where it cannot be drawn (the canvas library is optional, the page may be broken). */
export async function drawPage(document: PdfDocument, pageNumber: number): Promise<Picture | null> {
  const factory: unknown = document.canvasFactory
  if (!isCanvasFactory(factory)) return null
  try {
    const page = await document.getPage(pageNumber)
    const natural = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: pageSide / Math.max(natural.width, natural.height) })
    const width = Math.max(1, Math.round(viewport.width))
    const height = Math.max(1, Math.round(viewport.height))
    const made = factory.create(width, height)
    const parameters = { canvas: null, canvasContext: made.context, viewport, background: '#ffffff' }
    if (!isRenderParameters(parameters)) return null
    await page.render(parameters).promise
    const { data } = made.context.getImageData(0, 0, width, height)
    const samples = new Uint8Array(width * height * 3)
    for (let from = 0, to = 0; to < samples.length; from += 4, to += 3) {
      samples[to] = data[from] ?? 0
      samples[to + 1] = data[from + 1] ?? 0
      samples[to + 2] = data[from + 2] ?? 0
    }
    factory.destroy(made)
    page.cleanup()
    return { width, height, channels: 3, samples }
  } catch {
    // A page that cannot be drawn costs its picture, not the fingerprint of the text.
    return null
  }
}

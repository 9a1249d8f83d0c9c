import Pdf from 'pdfkit'
import { type Face, fontFiles, missingLetter } from './letters.ts'

// A sheet of paper: A4, one column, hairlines, the program's own typefaces. What is drawn on it twice is the same bytes twice:
// nothing comes from the clock or from chance.

export const page = { width: 595.28, height: 841.89, left: 52, right: 52, top: 56, bottom: 64 }
export const inner = page.width - page.left - page.right

export const ink = '#1c1a17'
export const muted = '#6b655c'
export const line = '#d8d2c6'
export const vermilion = '#c03a22'

export type Style = { face?: Face; size?: number; colour?: string }

export type Paper = {
  /** Text on one line; what does not fit in `width` ends in an ellipsis. */
  text(content: string, x: number, y: number, style?: Style & { width?: number; align?: 'start' | 'end' }): void
  /** Text in as many lines as it needs; gives the height it took. */
  paragraph(content: string, x: number, y: number, style?: Style & { width?: number; lines?: number }): number
  rule(y: number, style?: { from?: number; to?: number; colour?: string; width?: number }): void
  /** The program's mark: a small seal. */
  seal(x: number, y: number, size: number): void
  addPage(): void
  readonly pages: number
  /** Whether a letter was met that the typefaces do not have. */
  readonly lettersMissing: boolean
  /** Draws on every page once it is known how many there are, and gives the file. */
  end(onEach: (page: number, of: number) => void): Promise<Uint8Array>
}

const usual = { face: 'text', size: 9.5, colour: ink } as const

type Run = { font: string; content: string }

/** Latin-1 file name parts of a face as pdfkit knows them. */
const fontName = (face: Face, at: number): string => `${face}-${at}`

/** An empty document; `at` is the moment it tells of, `title` and `subject` are what a reader shows of it. */
export function createPaper(options: { title: string; subject: string; at: number }): Paper {
  const at = new Date(options.at)
  const doc = new Pdf({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: options.title, Subject: options.subject, Creator: 'META-STAMP', CreationDate: at, ModDate: at },
  })
  const chunks: Uint8Array[] = []
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  const fonts = createFonts(doc)
  let pages = 0
  const addPage = (): void => {
    doc.addPage()
    pages++
  }
  const widthOf = (runs: readonly Run[], size: number): number =>
    runs.reduce((sum, { content, font }) => sum + doc.font(font).fontSize(size).widthOfString(content), 0)
  const fitted = (content: string, face: Face, size: number, width: number): Run[] => {
    const whole = fonts.runs(content, face)
    if (widthOf(whole, size) <= width) return whole
    const letters = [...content]
    let [fits, tooMany] = [0, letters.length]
    while (fits + 1 < tooMany) {
      const middle = (fits + tooMany) >> 1
      if (widthOf(fonts.runs(`${letters.slice(0, middle).join('')}…`, face), size) <= width) fits = middle
      else tooMany = middle
    }
    return fonts.runs(`${letters.slice(0, fits).join('').trimEnd()}…`, face)
  }
  const draw = (runs: readonly Run[], x: number, y: number, size: number, colour: string): void => {
    let from = x
    for (const { content, font } of runs) {
      doc.font(font).fontSize(size).fillColor(colour).text(content, from, y, { lineBreak: false })
      from += doc.widthOfString(content)
    }
  }
  const text: Paper['text'] = (content, x, y, style = {}) => {
    const { align = 'start', colour, face, size, width = inner } = { ...usual, ...style }
    const runs = fitted(content, face, size, width)
    draw(runs, align === 'end' ? x + width - widthOf(runs, size) : x, y, size, colour)
  }
  return {
    text,
    paragraph(content, x, y, style = {}) {
      const { colour, face, size, width = inner, lines = 99 } = { ...usual, ...style }
      const step = size * 1.4
      const rows: string[] = []
      for (const word of content.split(' ')) {
        const last = rows.at(-1)
        const longer = last === undefined ? word : `${last} ${word}`
        if (last !== undefined && widthOf(fonts.runs(longer, face), size) <= width) rows[rows.length - 1] = longer
        else rows.push(word)
      }
      const shown = rows.length > lines ? [...rows.slice(0, lines - 1), rows.slice(lines - 1).join(' ')] : rows
      for (const [row, told] of shown.entries()) text(told, x, y + row * step, { colour, face, size, width })
      return shown.length * step
    },
    rule(y, { from = page.left, to = page.width - page.right, colour = line, width = 0.5 } = {}) {
      doc.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor(colour).stroke()
    },
    seal(x, y, size) {
      const cell = size / 8
      doc.rect(x, y, size, size).fillColor(vermilion).fill()
      // A frame with two bars and a seal's bottom cut, in paper white.
      for (const [column, row, width, height] of [
        [1.3, 1.3, 1, 5.4],
        [3.5, 1.3, 1, 3.4],
        [3.5, 5.7, 1, 1],
        [5.7, 1.3, 1, 5.4],
      ] as const)
        doc
          .rect(x + column * cell, y + row * cell, width * cell, height * cell)
          .fillColor('#ffffff')
          .fill()
    },
    addPage,
    get pages() {
      return pages
    },
    get lettersMissing() {
      return fonts.missing
    },
    async end(onEach) {
      for (let index = 0; index < pages; index++) {
        doc.switchToPage(index)
        onEach(index + 1, pages)
      }
      doc.end()
      await ended
      return new Uint8Array(Buffer.concat(chunks))
    },
  }
}

const blank = /[\s\u200b\ufeff]/

/** Finds, letter by letter, the file of a face that has it; files are opened with the first letter that is looked for in them. */
function createFonts(doc: PDFKit.PDFDocument) {
  const found = new Map<string, string | null>()
  const state = { missing: false }
  const opened = new Set<string>()
  const has = (name: string, bytes: Buffer, code: number): boolean => {
    if (!opened.has(name)) {
      doc.registerFont(name, bytes)
      opened.add(name)
    }
    doc.font(name)
    return glyphsOf(doc).hasGlyphForCodePoint(code)
  }
  const fontOf = (letter: string, face: Face): string | null => {
    const key = face + letter
    const known = found.get(key)
    if (known !== undefined) return known
    const code = letter.codePointAt(0) ?? 0
    const at = fontFiles(face).findIndex(({ bytes }, index) => has(fontName(face, index), bytes, code))
    const font = at < 0 ? null : fontName(face, at)
    found.set(key, font)
    return font
  }
  return {
    runs(content: string, face: Face): Run[] {
      const runs: Run[] = []
      for (const each of content.normalize('NFC')) {
        // fontkit reads beyond the end of the mono files for a blank, and of the others for the rarer ones.
        const letter = blank.test(each) ? ' ' : each
        const font = fontOf(letter, letter === ' ' ? 'text' : face)
        if (font === null) state.missing = true
        const shown = font === null ? missingLetter : letter
        const name = font ?? fontOf(missingLetter, face) ?? fontName(face, 0)
        const last = runs.at(-1)
        if (last?.font === name) last.content += shown
        else runs.push({ font: name, content: shown })
      }
      return runs
    },
    get missing() {
      return state.missing
    },
  }
}

type Glyphs = { hasGlyphForCodePoint(code: number): boolean }

/** The open font inside pdfkit's: its types know only metrics. */
function glyphsOf(doc: PDFKit.PDFDocument): Glyphs {
  const current: unknown = Reflect.get(doc, '_font')
  const font: unknown = typeof current === 'object' && current !== null ? Reflect.get(current, 'font') : undefined
  if (isGlyphs(font)) return font
  throw new Error('pdfkit does not show its font')
}

const isGlyphs = (font: unknown): font is Glyphs =>
  typeof font === 'object' && font !== null && 'hasGlyphForCodePoint' in font

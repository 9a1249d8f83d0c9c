// From what a PDF page holds, in the order it holds it, to lines. Producers write a page in reading order, columns included; sorting by place would tear columns apart.

/** The part of pdfjs' text items that lines are made of. */
export type TextItem = { str: string; hasEOL: boolean }

/** The lines of a page, without its page number. */
export function linesOf(items: readonly TextItem[]): string[] {
  const lines: string[] = []
  let line = ''
  for (const { str, hasEOL } of items) {
    line += str
    if (!hasEOL) continue
    lines.push(line)
    line = ''
  }
  lines.push(line)
  const said = lines.map((each) => each.trim()).filter((each) => each !== '')
  return withoutPageNumber(said)
}

const pageNumber = /^(?:[-–—|[(]\s*)?(?:page\s+)?\d{1,5}(?:\s*(?:\/|of)\s*\d{1,5})?(?:\s*[-–—|\])])?$/i

/** A first or last line that is nothing but a number counts pages: other settings of the work have other ones. */
function withoutPageNumber(lines: readonly string[]): string[] {
  const first = lines.length > 1 && pageNumber.test(lines[0] ?? '') ? 1 : 0
  const last = lines.length > first + 1 && pageNumber.test(lines.at(-1) ?? '') ? lines.length - 1 : lines.length
  return lines.slice(first, last)
}

// A Markdown text in pieces that can be drawn apart, so that a growing answer costs no more at its end than at its beginning.

/** A list or a passage longer than this is cut where its next part begins. */
const longBlock = 3_000
const fence = /^\s{0,3}(`{3,}|~{3,})/
const listItem = /^\s{0,3}(?:[-*+]|\d{1,9}[.)])\s/

/**
 * Top-level blocks in order; joined they are the text again. Cut at blank lines, but not inside a code fence, and not inside a list unless
 * it is long.
 */
export function blocksOf(text: string): string[] {
  const blocks: string[] = []
  let from = 0
  let open: string | null = null
  let blank = false
  let inList = false
  let at = 0
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end + 1
    const line = text.slice(at, next)
    const isItem = listItem.test(line)
    if (open === null && blank && line.trim() !== '') {
      const belongs = inList && (isItem || /^\s{2,}/.test(line))
      if (at > from && (!belongs || (isItem && at - from > longBlock))) {
        blocks.push(text.slice(from, at))
        from = at
        inList = false
      }
    }
    const marks = fence.exec(line)?.[1]
    if (marks !== undefined) {
      if (open === null) open = marks
      else if (marks.startsWith(open) && line.trim() === marks) open = null
    }
    if (open === null && at === from) inList = isItem
    blank = line.trim() === ''
    at = next
  }
  if (from < text.length) blocks.push(text.slice(from))
  return blocks
}

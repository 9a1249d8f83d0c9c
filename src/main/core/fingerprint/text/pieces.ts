// Long texts are worked on in pieces. Cutting changes nothing: a piece ends before white space that no word goes on behind.

export const pieceCharacters = 1 << 18

const goodCut = /[^\s\-‐‑](?=\s)/g

/** Where a text of at least `pieceCharacters` is cut: after its last whole word, else before its last line, else anywhere but inside a character. */
export function cutBefore(text: string): number {
  // Only the end is looked at: a text of one endless word is cut as it comes.
  const tail = Math.max(0, text.length - 4096)
  let cut = -1
  for (const found of text.slice(tail).matchAll(goodCut)) cut = tail + found.index + found[0].length
  if (cut > 0) return cut
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last < 0xdc00 ? text.length - 1 : text.length
}

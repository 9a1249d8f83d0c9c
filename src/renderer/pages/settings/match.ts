/** Whether a text holds all words of a query, without regard to case and accents. */
export function matchesWords(text: string, query: string): boolean {
  const plain = (value: string) => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const hay = plain(text)
  return plain(query)
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

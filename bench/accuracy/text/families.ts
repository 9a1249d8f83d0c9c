// Documents that quote each other as they are. Finding one by the other is right, so such pairs count neither way; they are told by plain
// comparison of the words, not by what is measured.

/** Equal words in a row from which on one document quotes the other. */
export const quotedWords = 16

/** For each document those that share `quotedWords` words in a row with it. */
export function familiesOf(documents: readonly (readonly string[])[]): ReadonlySet<number>[] {
  const holders = new Map<string, number[]>()
  const families = documents.map(() => new Set<number>())
  for (const [number, tokens] of documents.entries()) {
    for (let at = 0; at + quotedWords <= tokens.length; at++) {
      const run = tokens.slice(at, at + quotedWords).join(' ')
      const known = holders.get(run) ?? []
      if (known.at(-1) === number) continue
      for (const other of known) {
        families[number]?.add(other)
        families[other]?.add(number)
      }
      holders.set(run, [...known, number])
    }
  }
  return families
}

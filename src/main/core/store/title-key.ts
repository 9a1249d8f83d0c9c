// Combining marks of the Latin, Greek and Cyrillic scripts. Marks elsewhere (vowel signs, voicing) change the letter.
const accents = /[\u0300-\u036f]/g

function foldOnce(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
}

/**
 * A title as it sorts and is searched: NFKC, case-folded (through upper case, so that ß is ss), without accents, control
 * characters as spaces, lone surrogates replaced. Folding a key again changes nothing.
 */
export function titleKey(title: string): string {
  let key = title.replace(/\p{Surrogate}/gu, '\ufffd').replace(/\p{Cc}/gu, ' ')
  // A few letters settle only on the second pass; the bound is for text that never would.
  for (let pass = 0; pass < 4; pass++) {
    const next = foldOnce(key)
    if (next === key) break
    key = next
  }
  return key
}

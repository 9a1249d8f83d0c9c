import { unspaced } from './scripts.ts'

const ascii = /^[\0-\x7f]*$/
const token = new RegExp(`[[${unspaced}]&&\\p{L}]\\p{M}*|(?:(?![[${unspaced}]&&\\p{L}])[^ ])+`, 'gv')

/**
 * What shingles are made of: the words of normalised text; of scripts without spaces each character with its marks. Words by a dictionary
 * would be nicer to read, but differ between versions of the dictionary.
 */
export function tokensOf(normalized: string): string[] {
  if (normalized === '') return []
  return ascii.test(normalized) ? normalized.split(' ') : (normalized.match(token) ?? [])
}

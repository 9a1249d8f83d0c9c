import { analyse } from 'chardet'

// How a text file is encoded, from its beginning: a byte order mark, else valid UTF-8, else zeros where UTF-16 and UTF-32 have them,
// else letter statistics among the legacy encodings that are still met.

export type Encoding = {
  /** Lower case, as the WHATWG names it; utf-32le and utf-32be besides. */
  name: string
  /** Bytes of the byte order mark. */
  markBytes: number
}

/** Bytes that are looked at. */
export const sniffedBytes = 1 << 18

const marks: readonly (readonly [string, readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** chardet's names of what is looked for. Of encodings of one family the larger is read: it contains the smaller. */
const legacy: Readonly<Record<string, string>> = {
  Shift_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'ISO-2022-JP': 'iso-2022-jp',
  'EUC-KR': 'euc-kr',
  GB18030: 'gb18030',
  Big5: 'big5',
  'KOI8-R': 'koi8-r',
  'ISO-8859-5': 'iso-8859-5',
  'windows-1251': 'windows-1251',
  'ISO-8859-2': 'iso-8859-2',
  'windows-1250': 'windows-1250',
  'ISO-8859-7': 'iso-8859-7',
  'windows-1253': 'windows-1253',
  'ISO-8859-8': 'iso-8859-8',
  'windows-1255': 'windows-1255',
  'ISO-8859-6': 'iso-8859-6',
  'windows-1256': 'windows-1256',
  'ISO-8859-9': 'windows-1254',
  'windows-1254': 'windows-1254',
  'ISO-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
}
const westernMargin = 10

export function encodingOf(head: Uint8Array): Encoding {
  for (const [name, mark] of marks) {
    if (mark.every((byte, i) => head[i] === byte)) return { name, markBytes: mark.length }
  }
  const wide = wideEncoding(head)
  if (wide !== null) return { name: wide, markBytes: 0 }
  return { name: looksLikeUtf8(head) ? 'utf-8' : legacyEncoding(head), markBytes: 0 }
}

/** UTF-16 or UTF-32 by the places of zero bytes: Latin letters, digits, spaces and line breaks have their high bytes zero. */
function wideEncoding(head: Uint8Array): string | null {
  const zeros = [0, 0, 0, 0]
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 4] = (zeros[i % 4] ?? 0) + 1
  const quarter = head.length / 4
  const [first = 0, second = 0, third = 0, fourth = 0] = zeros.map((count) => count / quarter)
  // Every code point is below 0x110000: of four bytes one is always zero, and nearly always two.
  if (fourth > 0.98 && third > 0.9 && second > 0.02 && first < 0.05) return 'utf-32le'
  if (first > 0.98 && second > 0.9 && third > 0.02 && fourth < 0.05) return 'utf-32be'
  const even = (first + third) / 2
  const odd = (second + fourth) / 2
  if (Math.max(even, odd) < 0.02 || Math.min(even, odd) * 8 > Math.max(even, odd)) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** Valid UTF-8, but for a character that the end cuts through; a few broken ones among many whole ones are damage, not another encoding. */
function looksLikeUtf8(head: Uint8Array): boolean {
  let whole = 0
  let broken = 0
  for (let i = 0; i < head.length; ) {
    const byte = head[i] ?? 0
    const length =
      byte < 0x80
        ? 1
        : byte >= 0xc2 && byte < 0xe0
          ? 2
          : byte >= 0xe0 && byte < 0xf0
            ? 3
            : byte >= 0xf0 && byte < 0xf5
              ? 4
              : 0
    if (length === 1) {
      i++
      continue
    }
    if (length > 0 && i + length > head.length) break
    let follows = length > 0
    for (let k = 1; k < length; k++) follows = follows && ((head[i + k] ?? 0) & 0xc0) === 0x80
    if (follows) whole++
    else broken++
    i += follows ? length : 1
  }
  return broken === 0 || whole > 20 * broken
}

function legacyEncoding(head: Uint8Array): string {
  const found = analyse(head).filter(({ name }) => Object.hasOwn(legacy, name))
  const [best] = found
  const western = found.find(({ name }) => legacy[name] === 'windows-1252')
  // With little to go by, West European is by far the likeliest.
  const likeliest =
    western !== undefined && best !== undefined && best.confidence - western.confidence < westernMargin ? western : best
  const name = (likeliest === undefined ? undefined : legacy[likeliest.name]) ?? 'windows-1252'
  if (name !== 'windows-1252') return name
  return head.some((byte) => byte >= 0x80 && byte < 0xa0) ? 'windows-1252' : 'iso-8859-1'
}

// File names that come from outside become storage keys and files of our own: cleaned by one rule, the same on every platform.

/** Largest cleaned name in bytes of UTF-8: the limit of the common file systems. */
export const maxFileNameBytes = 255

const fallbackName = 'untitled'

/** Names Windows gives to devices, whatever their extension; the superscript digits count as digits there. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i

/** Characters that a file system reserves, and their look-alikes that some converters turn into them. */
const reserved = /[<>:"/\\|?*\u2044\u2215\u29f5\u29f8\ufe68\uff0f\uff1a\uff3c]/gu

/** Controls, line and paragraph separators, invisible direction marks (they can disguise an extension), unassigned and private characters,
 * halves of surrogate pairs. */
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Cn}\p{Co}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/**
 * A name that is safe to create on Windows, macOS and Linux: no path parts, no control or reserved characters, no device
 * name, no dot or space at its end, Unicode NFC, 1 to 255 bytes of UTF-8 without a cut character. The extension survives
 * shortening. Cleaning a clean name gives the same name.
 */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = trimEnds(last.replace(unseen, '').normalize('NFC').replace(reserved, '_'))
  const { stem, extension } = splitExtension(notDevice(plain))
  const room = maxFileNameBytes - utf8Length(extension)
  const short = utf8Length(stem) <= room ? stem : trimEnds(cutToBytes(stem, room))
  const cleaned = notDevice(trimEnds((short === '' ? fallbackName : short) + extension))
  return cleaned === '' ? fallbackName : cleaned
}

/** Length in bytes of a string's UTF-8 form. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) bytes += utf8Bytes(character.codePointAt(0) ?? 0)
  return bytes
}

function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}

/** The longest beginning that fits, made of whole characters as people see them (an accent stays with its letter). */
function cutToBytes(text: string, maxBytes: number): string {
  let out = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    bytes += utf8Length(segment)
    if (bytes > maxBytes) break
    out += segment
  }
  return out
}

function trimEnds(text: string): string {
  return text.replace(/^\s+|[\s.]+$/gu, '')
}

/** An extension is kept whole when shortening only while it is short enough to be one. */
function splitExtension(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.')
  const extension = dot <= 0 ? '' : name.slice(dot)
  if (extension === '' || utf8Length(extension) > 32) return { stem: name, extension: '' }
  return { stem: name.slice(0, dot), extension }
}

function notDevice(name: string): string {
  const beforeFirstDot = name.split('.')[0] ?? ''
  return deviceName.test(beforeFirstDot.trimEnd()) ? `_${name}` : name
}

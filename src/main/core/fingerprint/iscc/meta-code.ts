import { blake3 } from './blake3.ts'
import { encodeUnit, mainType } from './codec.ts'
import { multihashOf } from './instance-code.ts'
import { simhash } from './simhash.ts'
import { collapseText } from './text-code.ts'

// The Meta-Code of ISO 24138: SimHash over BLAKE3 of every three characters of the name, interleaved with that of a
// description (three characters) or of structured metadata (four bytes).

const nameBytes = 128
const descriptionBytes = 4096
const windowCharacters = 3
const windowBytes = 4
const newlines = /[\n\v\f\r\u0085\u2028\u2029]/

const encoder = new TextEncoder()

export type Metadata = { name: string; description?: string; payload?: Uint8Array }

/** For display: NFKC, no control characters but line breaks, at most two of those in a row, trimmed. */
export function cleanText(text: string): string {
  let out = ''
  let breaks = 0
  for (const character of text.normalize('NFKC')) {
    if (newlines.test(character)) {
      if (breaks++ < 2) out += '\n'
    } else if (!/\p{C}/u.test(character)) {
      breaks = 0
      out += character
    }
  }
  return out.trim()
}

/** Cut to so many bytes of UTF-8; a character that is cut through is left out. */
export function trimText(text: string, bytes: number): string {
  const room = new Uint8Array(bytes)
  return text.slice(0, encoder.encodeInto(text, room).read).trim()
}

export function cleanName(name: string): string {
  return trimText(cleanText(name).split(/\s+/).join(' '), nameBytes)
}

export function cleanDescription(description: string): string {
  return trimText(cleanText(description), descriptionBytes)
}

function windows<T>(length: number, width: number, slice: (start: number, end: number) => T): T[] {
  return Array.from({ length: Math.max(1, length - width + 1) }, (_, i) => slice(i, i + width))
}

function simhashOfText(text: string): Uint8Array {
  const characters = [...collapseText(text)]
  return simhash(
    windows(characters.length, windowCharacters, (start, end) =>
      blake3(encoder.encode(characters.slice(start, end).join(''))),
    ),
  )
}

function simhashOfBytes(bytes: Uint8Array): Uint8Array {
  return simhash(windows(bytes.length, windowBytes, (start, end) => blake3(bytes.subarray(start, end))))
}

function interleaved(left: Uint8Array, right: Uint8Array): Uint8Array {
  const out = new Uint8Array(32)
  for (let i = 0; i < 16; i += 4) {
    out.set(left.subarray(i, i + 4), 2 * i)
    out.set(right.subarray(i, i + 4), 2 * i + 4)
  }
  return out
}

/**
 * The unit of a name with its description or, instead of that, the bytes of structured metadata (JSON after RFC 8785); 64 bits unless told.
 * Throws a RangeError when nothing is left of the name.
 */
export function metaCode(metadata: Metadata, bits = 64): { iscc: string; metahash: string } {
  const name = cleanName(metadata.name)
  if (name === '') throw new RangeError('a Meta-Code needs a name')
  const description = cleanDescription(metadata.description ?? '')
  const payload = metadata.payload ?? encoder.encode(`${name} ${description}`.trim())
  const ofName = simhashOfText(name)
  let digest = ofName
  if (metadata.payload !== undefined && metadata.payload.length > 0) {
    digest = interleaved(ofName, simhashOfBytes(metadata.payload))
  } else if (metadata.payload === undefined && description !== '') {
    digest = interleaved(ofName, simhashOfText(description))
  }
  return { iscc: encodeUnit(mainType.meta, 0, bits, digest), metahash: multihashOf(blake3(payload)) }
}

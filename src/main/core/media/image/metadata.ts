import ExifReader from 'exifreader'
import type { MetadataFields } from '../../../../shared/domain/fingerprint.ts'

// EXIF, IPTC and XMP as flat plain values. The blocks were written by strangers: everything is bounded, nothing in it can fail a file.

const maxFields = 150
const maxTextLength = 1000
const maxNumbers = 16
/** A JPEG segment's payload; a larger block is left out rather than read in part. */
const maxBlockBytes = 65_000

/** Pointers, padding and private blobs: offsets without their file, or bytes that only the maker can read. */
const leftOut =
  /^(_raw|about|undefined-|.*Pointer$|MakerNote|Padding|OffsetSchema|.*Thumbnail.*|JPEGInterchange.*|PrintIM|xmlns)/i

type Blocks = { exif: Uint8Array | null; iptc: Uint8Array | null; xmp: Uint8Array | null }

const exifHeader = new Uint8Array([0x45, 0x78, 0x69, 0x66, 0, 0])
const xmpHeader = new TextEncoder().encode('http://ns.adobe.com/xap/1.0/\0')

function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return head.every((byte, index) => bytes[index] === byte)
}

function segment(marker: number, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 2)
  const out = new Uint8Array(length + 2)
  out.set([0xff, marker, length >> 8, length & 255])
  let at = 4
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** The blocks as a JPEG without a picture, whatever container they came from: the parser never sees the file itself. */
function asEmptyJpeg({ exif, iptc, xmp }: Blocks): Buffer {
  const parts: Uint8Array[] = [new Uint8Array([0xff, 0xd8])]
  const fits = (block: Uint8Array | null): block is Uint8Array =>
    block !== null && block.length > 0 && block.length <= maxBlockBytes
  if (fits(exif)) parts.push(segment(0xe1, ...(startsWith(exif, exifHeader) ? [exif] : [exifHeader, exif])))
  if (fits(xmp)) parts.push(segment(0xe1, xmpHeader, xmp))
  if (fits(iptc)) parts.push(segment(0xed, iptc))
  parts.push(new Uint8Array([0xff, 0xd9]))
  return Buffer.concat(parts)
}

function cleanText(text: string): string {
  const printable = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim()
  return printable.length > maxTextLength ? `${printable.slice(0, maxTextLength - 1).trimEnd()}…` : printable
}

function isRational(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'number'
}

/** One tag's plain value; undefined when nothing is left of it. Numbers that stand for words arrive as the words. */
function plainValue(value: unknown, description: unknown): MetadataFields[string] | undefined {
  const words = typeof description === 'string' ? cleanText(description) : ''
  if (typeof value === 'number') {
    if (words !== '' && Number.isNaN(Number(words)) && !/^[\d.]/.test(words)) return words
    return Number.isFinite(value) ? value : undefined
  }
  if (isRational(value) && value[1] !== 0) return value[0] / value[1]
  if (Array.isArray(value) && value.length > 0 && value.length <= maxNumbers) {
    const numbers = value.map((entry: unknown) =>
      typeof entry === 'number' ? entry : isRational(entry) && entry[1] !== 0 ? entry[0] / entry[1] : Number.NaN,
    )
    if (words === '' && numbers.every((entry) => Number.isFinite(entry))) return numbers
  }
  if (words !== '') return words
  return typeof description === 'number' && Number.isFinite(description) ? description : undefined
}

function collect(group: unknown, fields: Map<string, MetadataFields[string]>, skip: RegExp | null): void {
  if (typeof group !== 'object' || group === null) return
  for (const [name, tag] of Object.entries<unknown>({ ...group })) {
    if (fields.size >= maxFields) return
    const key = cleanText(name).slice(0, 80)
    if (key === '' || leftOut.test(key) || skip?.test(key) === true || fields.has(key)) continue
    if (typeof tag !== 'object' || tag === null || !('value' in tag)) continue
    const plain = plainValue(tag.value, 'description' in tag ? tag.description : undefined)
    if (plain !== undefined) fields.set(key, plain)
  }
}

/**
 * The fields by their own names, EXIF before IPTC before XMP where a name occurs twice. GPSLatitude and GPSLongitude are decimal
 * degrees, south and west negative; GPSAltitude is metres. Text is trimmed, without control characters, at most 1000 characters.
 * Blocks that cannot be parsed give no fields.
 */
export function readMetadataFields(blocks: Blocks): MetadataFields {
  if (blocks.exif === null && blocks.iptc === null && blocks.xmp === null) return {}
  const fields = new Map<string, MetadataFields[string]>()
  try {
    const tags = ExifReader.load(asEmptyJpeg(blocks), { expanded: true })
    const { Latitude, Longitude, Altitude } = tags.gps ?? {}
    for (const [name, value] of Object.entries({
      GPSLatitude: Latitude,
      GPSLongitude: Longitude,
      GPSAltitude: Altitude,
    })) {
      if (typeof value === 'number' && Number.isFinite(value)) fields.set(name, value)
    }
    // Without its hemisphere an angle would be wrong, and with the decimals above both are needless.
    collect(tags.exif, fields, /^GPS(Latitude|Longitude|Altitude)(Ref)?$/)
    collect(tags.iptc, fields, null)
    collect(tags.xmp, fields, null)
  } catch {
    // A damaged block is common and harmless: the picture itself was decoded.
  }
  return Object.fromEntries(fields)
}

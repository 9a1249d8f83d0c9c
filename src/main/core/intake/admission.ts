import { Failure } from '../../../shared/contract/errors.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { extensionOf, kindOfExtension, type MediaKind, refusedExtensions } from '../../../shared/domain/media-kind.ts'

// The first and the second check of MISSION §2: does the name promise a kind we take, and does the content keep that promise.

/** The kind the file's name promises. Throws REFUSED_TYPE or UNSUPPORTED_TYPE with a sentence that names the file. */
export function kindPromisedBy(fileName: string): MediaKind {
  const extension = extensionOf(fileName)
  const kind = kindOfExtension(extension)
  if (kind !== undefined) return kind
  const refused = refusedExtensions[extension]
  switch (refused) {
    case 'archive':
      throw new Failure('REFUSED_TYPE', `“${fileName}” is an archive. Unpack it and add the works inside.`)
    case 'program':
      throw new Failure('REFUSED_TYPE', `“${fileName}” is a program or script, not a work.`)
    case 'disk-image':
      throw new Failure('REFUSED_TYPE', `“${fileName}” is a disk image. Open it and add the works inside.`)
    case undefined:
      throw new Failure(
        'UNSUPPORTED_TYPE',
        extension === ''
          ? `“${fileName}” has no extension, so its kind cannot be told.`
          : `“${fileName}”: .${extension} files are not supported. Pictures, sound, films and text are.`,
      )
    default:
      return assertNever(refused)
  }
}

/** What the first bytes say: a media type and the extension its format usually has; null when they match no known format. */
export type Sniffed = { extension: string; mediaType: string } | null

export type Admitted = { kind: MediaKind; mediaType: string; notes: string[] }

// Formats that one extension family shares, so that `.jpeg` holding a JPEG and `.tiff` holding a TIFF are no surprise.
const sameFormat: readonly (readonly string[])[] = [
  ['jpg', 'jpeg'],
  ['tif', 'tiff'],
  ['heic', 'heif'],
  ['png', 'apng'],
  ['m4a', 'mp4', 'm4v', 'm4b', 'f4v', 'f4a'],
  ['mov', 'mp4', 'm4v', 'qt'],
  ['ogg', 'oga', 'opus', 'spx', 'ogv', 'ogm', 'ogx'],
  ['aac', 'adts'],
  ['mkv', 'mka', 'webm'],
]

// Sniffers name some containers by their more usual content; these kinds are ours.
const kindBySniffedExtension: Readonly<Record<string, MediaKind>> = {
  apng: 'image',
  m4v: 'video',
  qt: 'video',
  f4v: 'video',
  m4b: 'audio',
  f4a: 'audio',
  oga: 'audio',
  opus: 'audio',
  spx: 'audio',
  ogv: 'video',
  ogm: 'video',
  mka: 'audio',
}

const textMediaTypes: Readonly<Record<string, string>> = { txt: 'text/plain', md: 'text/markdown' }

/**
 * Decides what a file is from its name and its first bytes. Where both are accepted kinds the content wins, with a note.
 * Throws TYPE_MISMATCH when the content is something that is not taken in, or not what the name says.
 */
export function admit(fileName: string, sniffed: Sniffed, looksLikeText: boolean): Admitted {
  const extension = extensionOf(fileName)
  const promised = kindPromisedBy(fileName)
  if (sniffed === null) {
    const mediaType = textMediaTypes[extension]
    if (mediaType === undefined) {
      throw new Failure(
        'TYPE_MISMATCH',
        `“${fileName}” is named .${extension}, but its content is not. It may be damaged or have the wrong extension.`,
      )
    }
    if (!looksLikeText) {
      throw new Failure('TYPE_MISMATCH', `“${fileName}” is named .${extension}, but holds binary data.`)
    }
    return { kind: 'text', mediaType, notes: [] }
  }
  const kind = kindOfExtension(sniffed.extension) ?? kindBySniffedExtension[sniffed.extension]
  if (kind === undefined) {
    throw new Failure(
      'TYPE_MISMATCH',
      `“${fileName}” is named .${extension}, but its content is ${sniffed.mediaType}. It was not taken in.`,
    )
  }
  if (agrees(extension, sniffed.extension))
    return { kind: containerKind(promised, kind, extension), mediaType: sniffed.mediaType, notes: [] }
  return {
    kind,
    mediaType: sniffed.mediaType,
    notes: [`Named .${extension}, but the content is ${sniffed.mediaType}; the content decides.`],
  }
}

// .ogg and .m4a share their container with films; there the name is the better witness of what is inside.
function containerKind(promised: MediaKind, sniffed: MediaKind, extension: string): MediaKind {
  const sharesContainer = extension === 'ogg' || extension === 'm4a' || extension === 'mov' || extension === 'mkv'
  return sharesContainer ? promised : sniffed
}

function agrees(extension: string, sniffedExtension: string): boolean {
  if (extension === sniffedExtension) return true
  return sameFormat.some((family) => family.includes(extension) && family.includes(sniffedExtension))
}

/** Whether the first bytes of a file could be text in UTF-8, UTF-16 or a single-byte encoding: no control characters that text never has. */
export function looksLikeText(head: Uint8Array): boolean {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]) || startsWith(head, [0xef, 0xbb, 0xbf]))
    return true
  let zerosEven = 0
  let zerosOdd = 0
  let controls = 0
  for (const [i, byte] of head.entries()) {
    if (byte === 0) {
      if (i % 2 === 0) zerosEven++
      else zerosOdd++
    } else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) controls++
  }
  if (controls * 50 > head.length) return false
  if (zerosEven + zerosOdd === 0) return true
  // UTF-16 without a byte order mark: the high bytes of most letters are zero, on one side only.
  const half = head.length / 2
  return Math.max(zerosEven, zerosOdd) > half * 0.4 && Math.min(zerosEven, zerosOdd) < half * 0.05
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte)
}

import { audioCode } from './audio-code.ts'
import { contentType, encodeUnit, mainType } from './codec.ts'
import { imageCode } from './image-code.ts'
import { isccCode } from './iscc-code.ts'
import { metaCode } from './meta-code.ts'
import { videoCode } from './video-code.ts'

// The ISCC-CODE of one file of each kind. Data- and Instance-Code come from the file's bytes (`isccOfBytes` in core/compute).

/** What every file has: a name to show (its title, else the file's name without extension), and the codes of its bytes. */
export type FileCodes = { name: string; data: string; instance: string }

function composed(file: FileCodes, content: string | null): string {
  // A name of nothing but control characters leaves no Meta-Code, and an ISCC-CODE may do without.
  const meta = nameIsEmpty(file.name) ? [] : [metaCode({ name: file.name }).iscc]
  return isccCode([...meta, ...(content === null ? [] : [content]), file.data, file.instance])
}

function nameIsEmpty(name: string): boolean {
  return !/[^\s\p{C}]/u.test(name)
}

/** `pixels`: the 1,024 grey values of `imagePixels`. */
export function isccOfImage(file: FileCodes & { pixels: ArrayLike<number> }): string {
  return composed(file, imageCode(file.pixels))
}

/** `chromaprint`: words of algorithm 2 over the whole sound, uncompressed. */
export function isccOfAudio(file: FileCodes & { chromaprint: ArrayLike<number> }): string {
  return composed(file, file.chromaprint.length === 0 ? null : audioCode(file.chromaprint))
}

/** `signatures`: MPEG-7 frame signatures, 380 values each. Without any, the code has no content part. */
export function isccOfVideo(file: FileCodes & { signatures: readonly ArrayLike<number>[] }): string {
  return composed(file, file.signatures.length === 0 ? null : videoCode(file.signatures))
}

/** `textDigest`: of a `TextHasher` over the whole text; null when there is no text. */
export function isccOfText(file: FileCodes & { textDigest: Uint8Array | null }): string {
  const { textDigest } = file
  return composed(file, textDigest === null ? null : encodeUnit(mainType.content, contentType.text, 64, textDigest))
}

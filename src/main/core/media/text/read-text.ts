import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'
import { type TextReading, TextReader } from '../../fingerprint/text/text-reading.ts'
import { decoderFor } from './decoder.ts'
import { encodingOf, sniffedBytes } from './encoding.ts'

export type TextFileReading = TextReading & { encoding: string }

const readBytes = 1 << 18

/** Reads a plain text or Markdown file; no more of it than fingerprints look at. `look` gets its pieces. Throws TYPE_MISMATCH for binary data and system errors as they are. */
export async function readTextFile(
  path: string,
  markdown: boolean,
  signal?: AbortSignal,
  look?: (piece: string) => void,
): Promise<TextFileReading> {
  const reader = new TextReader({ markdown, look })
  const handle = await open(path, 'r')
  try {
    const buffer = new Uint8Array(Math.max(readBytes, sniffedBytes))
    let { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    const { name, markBytes } = encodingOf(buffer.subarray(0, bytesRead))
    const decoder = decoderFor(name)
    let position = markBytes
    let bytes = buffer.subarray(markBytes, bytesRead)
    while (bytes.length > 0 && !reader.full) {
      signal?.throwIfAborted()
      reader.add(decoder.decode(bytes))
      position += bytes.length
      ;({ bytesRead } = await handle.read(buffer, 0, buffer.length, position))
      bytes = buffer.subarray(0, bytesRead)
    }
    // One more character tells a text that ends here from one that is cut.
    reader.add(bytes.length > 0 ? decoder.decode(bytes.subarray(0, 4)) || ' ' : decoder.finish())
    const reading = reader.finish()
    assertText(reading, path)
    return { ...reading, encoding: name }
  } finally {
    await handle.close()
  }
}

function assertText({ damaged, characters }: TextReading, path: string): void {
  if (damaged * 10 <= characters) return
  throw new Failure(
    'TYPE_MISMATCH',
    `“${basename(path)}” is named as a text, but holds binary data. Give it the extension of what it is and add it again.`,
    { path },
  )
}

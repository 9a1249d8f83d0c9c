import { readFile } from 'node:fs/promises'
import { shrinkFor } from '../../src/main/core/media/image/decode.ts'
import { openOptions, sharp } from '../../src/main/core/media/image/sharp-setup.ts'

// The least that any fingerprint of these files can cost: sharp decodes them at the size the hashes need, and nothing else is done.
// sharp works one thread a picture here, so two pictures in flight are two threads.

export type DecodeList = { files: readonly string[]; size: { width: number; height: number }; inFlight: number }

/** Wall time in milliseconds. */
export async function bareDecode({ files, size, inFlight }: DecodeList): Promise<number> {
  const shrink = shrinkFor(size)
  const width = Math.ceil(size.width / shrink)
  const height = Math.ceil(size.height / shrink)
  const startedAt = performance.now()
  const left = files.values()
  const decode = async () => {
    for (const path of left) {
      const opened = sharp(path, openOptions)
      const sized = shrink > 1 ? opened.resize(width, height, { fit: 'fill', kernel: 'linear' }) : opened
      await sized.raw().toBuffer()
    }
  }
  await Promise.all(Array.from({ length: inFlight }, decode))
  return performance.now() - startedAt
}

if (import.meta.main) {
  const [, , listPath] = process.argv
  if (listPath === undefined) throw new Error('bare-decode.ts LIST.json')
  // Written by this bench's own topics a moment ago.
  const list = JSON.parse(await readFile(listPath, 'utf8')) as DecodeList
  console.log(await bareDecode(list))
}

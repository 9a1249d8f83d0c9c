import { crc32, deflateSync } from 'node:zlib'

// PNGs whose colours can be exchanged without touching the picture (PNG 3rd edition, §5 and §11.2.2): a drawing is compressed once, and
// every further picture of it costs a palette.

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** The file around chunks: signature, header, what is given, end. `colourType` and bit depth as the standard numbers them. */
export function pngFile(width: number, height: number, colourType: 2 | 3, ...chunks: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colourType, 0, 0, 0], 8)
  return Buffer.concat([signature, chunk('IHDR', header), ...chunks, chunk('IEND', new Uint8Array(0))])
}

export type IndexedDrawing = { width: number; height: number; levels: number; body: Buffer }

/** Grey samples, one byte each, as palette indices from 0 (black) to `levels` − 1 (white). */
export function indexedDrawing(grey: Uint8Array, width: number, height: number, levels: number): IndexedDrawing {
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sample = grey[y * width + x] ?? 0
      rows[y * (width + 1) + 1 + x] = Math.min(levels - 1, (sample * levels) >> 8)
    }
  }
  return { width, height, levels, body: chunk('IDAT', deflateSync(rows, { level: 6 })) }
}

/** The drawing in these colours: `levels` × 3 bytes of sRGB. */
export function colourDrawing({ width, height, body }: IndexedDrawing, palette: Uint8Array): Buffer {
  return pngFile(width, height, 3, chunk('PLTE', palette), body)
}

import { deflateSync, crc32 } from 'node:zlib'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import type { FingerprintRequest } from '../../../../src/main/core/compute/tasks.ts'

/** An uneven picture without symmetry, the same on every run: soft light, shapes, a little grain. */
export function scene(width: number, height: number): Sharp {
  const samples = new Uint8Array(width * height * 3)
  let seed = 7
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      const u = x / width
      const v = y / height
      const disc = (u - 0.3) ** 2 + (v - 0.35) ** 2 < 0.03 ? 70 : 0
      const bars = v > 0.6 && Math.floor(u * 9) % 2 === 0 ? -60 : 0
      const light = 110 + 60 * Math.sin(5 * u + 2 * v) + 40 * Math.cos(9 * v - 3 * u * u) + disc + bars + (seed >>> 29)
      samples[at++] = Math.max(0, Math.min(255, light))
      samples[at++] = Math.max(0, Math.min(255, light * 0.8 + 30 * u))
      samples[at++] = Math.max(0, Math.min(255, 200 - light * 0.6 + 20 * v))
    }
  }
  return sharp(samples, { raw: { width, height, channels: 3 } })
}

/** Writes the bytes and returns the request that intake would make for them. */
export async function requestFor(folder: string, name: string, bytes: Uint8Array): Promise<FingerprintRequest> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  const { size, mtimeMs } = await stat(path)
  const mtimeUs = Math.floor(mtimeMs * 1000)
  return {
    path,
    kind: 'image',
    mediaType: 'image/x',
    bytes: size,
    mtimeUs,
    sha256: new Uint8Array(32).fill(0xab),
    ffmpegPath: null,
  }
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG of a few bytes that claims to be 60,000 × 60,000. */
export function pngBomb(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(60_000, 0)
  header.writeUInt32BE(60_000, 4)
  header[8] = 8
  header[9] = 2
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

import type { FrameStrip } from '../../compute/tasks.ts'
import type { StripFrame } from '../../fingerprint/video/strip.ts'
import { sharp } from '../image/sharp-setup.ts'

/** The pictures side by side as one JPEG; null without any. All have the size of the first. */
export async function drawFrameStrip(frames: readonly StripFrame[]): Promise<FrameStrip | null> {
  const [first] = frames
  if (first === undefined) return null
  const { width, height } = first.picture
  const samples = new Uint8Array(width * frames.length * height * 3)
  const pitch = width * frames.length * 3
  for (const [index, { picture }] of frames.entries()) {
    for (let y = 0; y < height; y++)
      samples.set(picture.samples.subarray(y * width * 3, (y + 1) * width * 3), y * pitch + index * width * 3)
  }
  const { data, info } = await sharp(samples, { raw: { width: width * frames.length, height, channels: 3 } })
    .jpeg({ quality: 80, optimiseCoding: false })
    .toBuffer({ resolveWithObject: true })
  return {
    mediaType: 'image/jpeg',
    width: info.width,
    height: info.height,
    bytes: new Uint8Array(data),
    timesSeconds: frames.map(({ timeSeconds }) => timeSeconds),
  }
}

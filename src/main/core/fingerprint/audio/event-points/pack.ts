import { Failure } from '../../../../../shared/contract/errors.ts'
import { type EventPoints, pitchSteps } from './points.ts'

// The stored form: two bytes a point, little-endian. Six bits of frames since the point before, ten bits of pitch; where the pitch is 1023
// there is no point, only 63 frames that pass. About 3 kB a minute.

const mostGap = 63
const passing = 1023

export function packEventPoints({ frames, pitches }: EventPoints): Uint8Array {
  const words: number[] = []
  let last = 0
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i] ?? 0
    for (; frame - last > mostGap; last += mostGap) words.push((mostGap << 10) | passing)
    words.push(((frame - last) << 10) | (pitches[i] ?? 0))
    last = frame
  }
  const bytes = new Uint8Array(words.length * 2)
  const view = new DataView(bytes.buffer)
  for (const [i, word] of words.entries()) view.setUint16(i * 2, word, true)
  return bytes
}

/** Fails with CORRUPT_MEDIA when the bytes can't have come from `packEventPoints`. */
export function unpackEventPoints(bytes: Uint8Array): EventPoints {
  const damaged = () =>
    new Failure('CORRUPT_MEDIA', 'A stored sound fingerprint is damaged. Fingerprint the work again.')
  if (bytes.length % 2 !== 0) throw damaged()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames = new Uint32Array(bytes.length / 2)
  const pitches = new Uint16Array(bytes.length / 2)
  let count = 0
  let frame = 0
  for (let at = 0; at < bytes.length; at += 2) {
    const word = view.getUint16(at, true)
    const pitch = word & 1023
    frame += word >> 10
    if (pitch === passing) continue
    if (pitch >= pitchSteps) throw damaged()
    frames[count] = frame
    pitches[count++] = pitch
  }
  return { frames: frames.slice(0, count), pitches: pitches.slice(0, count) }
}

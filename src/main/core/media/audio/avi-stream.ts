// Several streams of raw samples through one pipe: ffmpeg writes them as AVI, the simplest container that interleaves, and this reads it
// as it comes. RIFF: a name of four letters, a length, that many bytes, padded to an even number; RIFF and LIST hold further chunks.

export type AviAudioFormat = {
  channels: number
  sampleRate: number
  /** WAVE's channel mask; 0 where the header has none. */
  channelMask: number
}

export type AviSinks = {
  /** Once, before the first data: the formats in the order of the streams; null for what is not sound. */
  onStart(formats: (AviAudioFormat | null)[]): void
  /** One packet. The bytes begin at a multiple of 8 of their buffer and are used again after the call. */
  onData(stream: number, bytes: Uint8Array): void
}

const headerLength = 8
const maxChunk = 16_777_216
const dataName = /^(\d\d)(wb|db|dc)$/

function readFormat(bytes: Uint8Array): AviAudioFormat {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    channels: view.getUint16(2, true),
    sampleRate: view.getUint32(4, true),
    channelMask: bytes.length >= 24 && view.getUint16(0, true) === 0xfffe ? view.getUint32(20, true) : 0,
  }
}

/** Returns the function to which the bytes are pushed, in pieces of any size. It throws a RangeError on what is not such a stream. */
export function createAviReader(sinks: AviSinks): (bytes: Uint8Array) => void {
  const header = new Uint8Array(headerLength)
  let headerFilled = 0
  // Bytes that are passed over before the next header.
  let skip = 0
  let buffer = new Uint8Array(65_536)
  let wanted: { name: string; length: number; filled: number } | null = null
  const formats: (AviAudioFormat | null)[] = []
  let streamType = ''
  let started = false

  const finishChunk = (name: string, bytes: Uint8Array): void => {
    if (name === 'strh') streamType = String.fromCharCode(...bytes.subarray(0, 4))
    else if (name === 'strf') formats.push(streamType === 'auds' && bytes.length >= 16 ? readFormat(bytes) : null)
    else {
      if (!started) sinks.onStart(formats)
      started = true
      sinks.onData(Number(name.slice(0, 2)), bytes)
    }
  }

  const startChunk = (): void => {
    const name = String.fromCharCode(...header.subarray(0, 4))
    const length = new DataView(header.buffer).getUint32(4, true)
    if (name === 'RIFF' || name === 'LIST') skip = 4
    else if (name === 'strh' || name === 'strf' || dataName.test(name)) {
      if (length > maxChunk) throw new RangeError(`a chunk of ${length} bytes`)
      if (length > buffer.length) buffer = new Uint8Array(2 * length)
      if (length > 0) wanted = { name, length, filled: 0 }
    } else skip = length + (length % 2)
  }

  return (bytes) => {
    for (let at = 0; at < bytes.length; ) {
      if (skip > 0) {
        const count = Math.min(skip, bytes.length - at)
        skip -= count
        at += count
      } else if (wanted === null) {
        header[headerFilled++] = bytes[at++] ?? 0
        if (headerFilled < headerLength) continue
        headerFilled = 0
        startChunk()
      } else {
        const count = Math.min(wanted.length - wanted.filled, bytes.length - at)
        buffer.set(bytes.subarray(at, at + count), wanted.filled)
        wanted.filled += count
        at += count
        if (wanted.filled < wanted.length) continue
        const { name, length } = wanted
        wanted = null
        skip = length % 2
        finishChunk(name, buffer.subarray(0, length))
      }
    }
  }
}

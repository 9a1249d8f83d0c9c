import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AviAudioFormat, createAviReader } from '../../../../../../src/main/core/media/audio/avi-stream.ts'

function chunk(name: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(8 + data.length + (data.length % 2))
  out.set(new TextEncoder().encode(name))
  new DataView(out.buffer).setUint32(4, data.length, true)
  out.set(data, 8)
  return out
}

/** A list whose length nobody knew when it was begun, as in a pipe. */
const open = (kind: string, type: string): Uint8Array => {
  const out = chunk(kind, new TextEncoder().encode(type))
  new DataView(out.buffer).setUint32(4, 0xffff_ffff, true)
  return out
}

function formatChunk(channels: number, sampleRate: number, channelMask: number): Uint8Array {
  const data = new Uint8Array(40)
  const view = new DataView(data.buffer)
  view.setUint16(0, channelMask === 0 ? 1 : 0xfffe, true)
  view.setUint16(2, channels, true)
  view.setUint32(4, sampleRate, true)
  view.setUint32(20, channelMask, true)
  return chunk('strf', data)
}

const streamHead = chunk('strh', Uint8Array.from(new TextEncoder().encode('auds....................')))
const header = [
  ...[open('RIFF', 'AVI '), open('LIST', 'hdrl'), chunk('avih', new Uint8Array(56))],
  ...[open('LIST', 'strl'), streamHead, formatChunk(6, 48_000, 0x60f)],
  ...[open('LIST', 'strl'), streamHead, formatChunk(1, 11_025, 0)],
  ...[chunk('JUNK', new Uint8Array(1001)), open('LIST', 'movi')],
]

function read(bytes: Uint8Array, pieces: readonly number[]) {
  const formats: (AviAudioFormat | null)[][] = []
  const packets: [number, number[]][] = []
  const push = createAviReader({
    onStart: (found) => void formats.push(found),
    onData: (stream, data) => {
      if (data.byteOffset % 8 !== 0) throw new Error('not aligned')
      packets.push([stream, [...data]])
    },
  })
  let at = 0
  for (let i = 0; at < bytes.length; i++) {
    const length = Math.max(1, pieces[i % pieces.length] ?? 1)
    push(bytes.subarray(at, at + length))
    at += length
  }
  return { formats, packets }
}

describe('the stream of several sounds', () => {
  it('gives formats and packets however the pipe cuts it', () => {
    const packet = fc.tuple(fc.constantFrom(0, 1), fc.uint8Array({ minLength: 1, maxLength: 40 }))
    const pieces = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(fc.array(packet, { minLength: 1, maxLength: 20 }), pieces, (packets, lengths) => {
        const data = packets.map(([stream, bytes]) => chunk(`0${stream}wb`, bytes))
        const whole = Uint8Array.from(
          [...header, ...data, chunk('idx1', new Uint8Array(64))].flatMap((part) => [...part]),
        )
        expect(read(whole, lengths)).toEqual({
          formats: [
            [
              { channels: 6, sampleRate: 48_000, channelMask: 0x60f },
              { channels: 1, sampleRate: 11_025, channelMask: 0 },
            ],
          ],
          packets: packets.map(([stream, bytes]) => [stream, [...bytes]]),
        })
      }),
    )
  })

  it('does not size memory by what a length claims', () => {
    const claim = chunk('00wb', new Uint8Array(4))
    new DataView(claim.buffer).setUint32(4, 0xffff_fff0, true)
    expect(() => read(claim, [64])).toThrow(RangeError)
  })
})

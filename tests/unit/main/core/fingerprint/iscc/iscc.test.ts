import { expect, test } from 'vitest'
import { audioCode } from '../../../../../../src/main/core/fingerprint/iscc/audio-code.ts'
import { decodeIscc, decomposeIscc } from '../../../../../../src/main/core/fingerprint/iscc/codec.ts'
import { imageCode } from '../../../../../../src/main/core/fingerprint/iscc/image-code.ts'
import {
  isccOfAudio,
  isccOfImage,
  isccOfText,
  isccOfVideo,
} from '../../../../../../src/main/core/fingerprint/iscc/iscc.ts'
import { metaCode } from '../../../../../../src/main/core/fingerprint/iscc/meta-code.ts'
import { TextHasher, textCode } from '../../../../../../src/main/core/fingerprint/iscc/text-code.ts'
import { videoCode } from '../../../../../../src/main/core/fingerprint/iscc/video-code.ts'

const [data, instance] = ['ISCC:GAAXL2XYM5BQIAZ3', 'ISCC:IAA26E2JXH27TING']
const file = { name: 'The dog', data, instance }
const meta = metaCode({ name: 'The dog' }).iscc

test('each kind has its content code between Meta- and Data-Code, and its kind in the header', () => {
  const pixels = Uint8Array.from({ length: 1024 }, (_, i) => (i * 31) % 256)
  const chromaprint = [5, -7, 90_000]
  const signatures = [Uint8Array.from({ length: 380 }, (_, i) => i % 3)]
  const hasher = new TextHasher()
  hasher.update('dog')
  const made: [string, string, number][] = [
    [isccOfText({ ...file, textDigest: hasher.digest() }), textCode('Dog!').iscc, 0],
    [isccOfImage({ ...file, pixels }), imageCode(pixels), 1],
    [isccOfAudio({ ...file, chromaprint }), audioCode(chromaprint), 2],
    [isccOfVideo({ ...file, signatures }), videoCode(signatures), 3],
  ]
  for (const [code, content, kind] of made) {
    expect([decomposeIscc(code), decodeIscc(code).sub]).toEqual([[meta, content, data, instance], kind])
  }
})

test('without content or a name the other units stand alone', () => {
  const units = [
    isccOfText({ ...file, textDigest: null }),
    isccOfAudio({ ...file, chromaprint: [] }),
    isccOfVideo({ ...file, name: ' \u0007\t', signatures: [] }),
  ].map(decomposeIscc)
  expect(units).toEqual([
    [meta, data, instance],
    [meta, data, instance],
    [data, instance],
  ])
})

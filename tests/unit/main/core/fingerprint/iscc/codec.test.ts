import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase32, encodeBase32 } from '../../../../../../src/main/core/fingerprint/iscc/base32.ts'
import {
  contentType,
  decodeIscc,
  decomposeIscc,
  encodeHeader,
  encodeUnit,
  mainType,
} from '../../../../../../src/main/core/fingerprint/iscc/codec.ts'
import { isccCode, normalizeIscc } from '../../../../../../src/main/core/fingerprint/iscc/iscc-code.ts'

const digests = fc.uint8Array({ minLength: 32, maxLength: 32 })
const unitMains = fc.constantFrom(mainType.meta, mainType.content, mainType.data, mainType.instance)
const lengths = fc.integer({ min: 1, max: 8 }).map((words) => words * 32)

describe('base32', () => {
  test('gives back any bytes, in either case', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = encodeBase32(bytes)
        expect([decodeBase32(text), decodeBase32(text.toLowerCase())]).toEqual([bytes, bytes])
      }),
    )
  })

  test.each(['1', 'A', 'AAA', 'A=', 'AB', 'Ä2', 'AAAAAA'])('refuses %j, which no bytes encode to', (text) => {
    expect(() => decodeBase32(text)).toThrow(RangeError)
  })
})

describe('units', () => {
  test('come back with every field', () => {
    fc.assert(
      fc.property(unitMains, fc.integer({ min: 0, max: 4 }), lengths, digests, (main, sub, bits, digest) => {
        const decoded = decodeIscc(encodeUnit(main, sub, bits, digest))
        expect(decoded).toEqual({ main, sub, version: 0, body: digest.slice(0, bits / 8) })
      }),
    )
  })

  test('header fields above seven take more nibbles, as the standard lays them out', () => {
    expect([encodeHeader(0, 0, 0, 8), encodeHeader(7, 71, 0, 72), encodeHeader(1, 584, 4679, 583)]).toEqual([
      Uint8Array.of(0x00, 0x08, 0x00),
      Uint8Array.of(0x7b, 0xf0, 0xc0, 0x00),
      Uint8Array.of(0x1e, 0x00, 0x0e, 0xff, 0xfd, 0xff),
    ])
  })

  test.each([
    ['nothing', ''],
    ['a header without a body', 'AAAQ'],
    ['a body that is too long', 'AAAZXZ6OU74YAZIMAAAAAAAA'],
    ['an unknown main type', 'MEACB7X7777574L6'],
    ['a text', 'not an iscc!'],
  ])('%s is refused', (_, text) => {
    expect(() => decodeIscc(text)).toThrow(RangeError)
  })
})

describe('ISCC-CODE', () => {
  const unit = (main: typeof mainType.meta | 2 | 3 | 4, digest: Uint8Array, sub = 0): string =>
    encodeUnit(main, sub, 64, digest)

  test('falls into the units it was made of, in the order of the standard', () => {
    fc.assert(
      fc.property(digests, digests, digests, digests, fc.boolean(), fc.boolean(), (a, b, c, d, meta, content) => {
        const units = [
          ...(meta ? [unit(mainType.meta, a)] : []),
          ...(content ? [unit(mainType.content, b, contentType.audio)] : []),
          unit(mainType.data, c),
          unit(mainType.instance, d),
        ]
        const code = isccCode(units.toReversed())
        expect([decomposeIscc(code), normalizeIscc(code)]).toEqual([units, code])
      }),
    )
  })

  test('is what units one after the other normalise to', () => {
    expect([
      normalizeIscc('GAAW2PRCRS5LNVZV-IAAUVACQKXE3V44W'),
      normalizeIscc('iscc:kuag2prcrs5lnvzvjkafavojxlzzm'),
      normalizeIscc('ISCC:AAAZXZ6OU74YAZIM'),
    ]).toEqual(['ISCC:KUAG2PRCRS5LNVZVJKAFAVOJXLZZM', 'ISCC:KUAG2PRCRS5LNVZVJKAFAVOJXLZZM', 'ISCC:AAAZXZ6OU74YAZIM'])
  })

  test('is not made without Data- and Instance-Code, of two kinds of content, of a unit twice or of short units', () => {
    const digest = new Uint8Array(32)
    const [data, instance] = [unit(mainType.data, digest), unit(mainType.instance, digest)]
    const short = encodeUnit(mainType.instance, 0, 32, digest)
    const semantic = encodeUnit(mainType.semantic, contentType.image, 64, digest)
    const wrong = [
      [data],
      [data, data, instance],
      [data, short],
      [unit(mainType.content, digest, contentType.text), semantic, data, instance],
      [isccCode([data, instance]), data, instance],
    ]
    for (const units of wrong) expect(() => isccCode(units)).toThrow(RangeError)
  })
})

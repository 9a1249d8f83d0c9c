import fc from 'fast-check'
import { expect, it } from 'vitest'
import { searchFactsOf } from '../../../../../src/main/core/store/search-facts.ts'
import { musicalKeys } from '../../../../../src/main/core/store/search-rows.ts'
import { indexedText, textMatch } from '../../../../../src/main/core/store/search-text.ts'

it('cuts scripts without gaps into pairs and leaves the others alone', () => {
  expect(indexedText('Été in 東京の雨, ok')).toBe('ete in  東京 京の の雨 雨 , ok')
  expect([textMatch('東京'), textMatch('雨'), textMatch('salt-ro'), textMatch('"* OR')]).toEqual([
    '"東京" *',
    '"雨" *',
    '"salt-ro" *',
    '" * OR" *',
  ])
  expect(textMatch('…')).toBeNull()
})

it('makes an expression of anything without an open quote', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (key) => {
      const match = textMatch(key)
      expect(match === null || /^"[^"]*" \*$/s.test(match)).toBe(true)
    }),
  )
})

it('reads names of keys as people write them', () => {
  expect([musicalKeys('am'), musicalKeys('bb'), musicalKeys('c# major'), musicalKeys('loud')]).toEqual([
    ['a minor'],
    ['a# major', 'a# minor'],
    ['c# major'],
    ['loud'],
  ])
})

it('takes from metadata what people wrote, not what devices measured', () => {
  const facts = searchFactsOf({
    sha256: '0'.repeat(64),
    bytes: 1,
    mediaType: 'image/jpeg',
    kind: 'image',
    processingMs: 1,
    quality: { score: 0.756, parts: {} },
    image: {
      width: 30,
      height: 20,
      phash: '0'.repeat(16),
      ahash: '0'.repeat(16),
      dhash: '0'.repeat(16),
      whash: '0'.repeat(16),
      pdq: '0'.repeat(64),
      pdqQuality: 50,
      exif: { Make: 'Canon', Model: 'EOS R6', ImageDescription: 'Hafen bei Nacht', ExposureTime: '1/200', ISO: 200 },
    },
  })
  expect(facts).toMatchObject({
    width: 30,
    quality: 76,
    camera: 'canon eos r6',
    written: 'canon · eos r6 · hafen bei nacht',
  })
})

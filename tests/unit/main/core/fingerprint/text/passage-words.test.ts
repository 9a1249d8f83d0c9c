import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PassageReader } from '../../../../../../src/main/core/fingerprint/text/passage-words.ts'
import { TextReader } from '../../../../../../src/main/core/fingerprint/text/text-reading.ts'
import { tokenPlaces } from '../../../../../../src/main/core/fingerprint/text/token-places.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ')

describe('the words of a passage', () => {
  it('are as the text has them, with two dozen tokens around', () => {
    const reader = new PassageReader([{ from: 30, to: 33 }])
    reader.add(numbered(80).replace('w31 w32', 'W31,\n  w32!'))
    const [passage] = reader.passages
    expect(passage?.shared).toBe('w30 W31,\n  w32!')
    expect([passage?.before.split(' ')[0], passage?.before.split(' ').at(-1)]).toEqual(['w6', 'w29'])
    expect([passage?.after.split(' ')[0], passage?.after.split(' ').at(-1)]).toEqual(['w33', 'w56'])
    expect(reader.done).toBe(true)
  })

  it('are cut at the ends of the text, and empty beyond it', () => {
    const reader = new PassageReader([
      { from: 0, to: 2 },
      { from: 90, to: 95 },
    ])
    reader.add(numbered(5))
    expect(reader.passages).toEqual([
      { before: '', shared: 'w0 w1', after: 'w2 w3 w4' },
      { before: '', shared: '', after: '' },
    ])
  })

  it('are the same tokens that the marks of the text count, wherever it is parted', () => {
    const words = fc.constantFrom('harbour', 'Zürich', 'well-known', 'naïve', '東京', 'don’t', '12.5', 'ﬁn', '🙂', 'a')
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 120 }), fc.nat(60), fc.nat(200), (chosen, from, cut) => {
        const text = chosen.join(' ')
        const { tokens } = tokenPlaces(text)
        const to = Math.min(tokens.length, from + 10)
        const whole = new PassageReader([{ from, to }])
        const reader = new TextReader({ markdown: false, look: (piece) => whole.add(piece) })
        reader.add(text.slice(0, cut))
        reader.add(text.slice(cut))
        expect(reader.finish().hashes?.marks.tokens ?? 0).toBe(tokens.length)
        const { tokens: shown } = tokenPlaces(whole.passages[0]?.shared ?? '')
        // Several tokens in one run of signs share its place, so that a run may be told whole.
        for (const token of tokens.slice(from, to)) expect(shown).toContain(token)
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { related } from '../../../bench/accuracy/sounds/corpus.ts'
import { sounds } from '../../../bench/accuracy/sounds/sounds.ts'
import { soundTransformations } from '../../../bench/accuracy/sounds/transformations.ts'
import { songSamples } from '../../../bench/make/song.ts'

describe('the bench of sound', () => {
  it('has a figure of every peer and of the target for each of the eighteen changes', () => {
    const lengths = [...sounds.peers, sounds.target].map(({ recall }) => recall.length)
    const names = new Set(soundTransformations.map(({ name }) => name))
    expect({ lengths, names: names.size }).toEqual({ lengths: [18, 18, 18], names: 18 })
  })

  it('says by how much a change moves time and pitch', () => {
    const moved = soundTransformations
      .filter(({ timeFactor, semitones }) => timeFactor !== 1 || semitones !== 0)
      .map(({ name, timeFactor, semitones }) => `${name}: ${timeFactor}, ${semitones.toFixed(2)}`)
    expect(moved).toEqual([
      'speed +1 %: 1.01, 0.17',
      'speed +3 %: 1.03, 0.51',
      'speed +6 %: 1.06, 1.01',
      'tempo +5 %: 1.05, 0.00',
      'pitch +½: 1, 0.50',
      'pitch +1: 1, 1.00',
    ])
  })

  it('knows arrangements of one tune as related, both ways, and nothing else', () => {
    const theme = 'supertux-data/usr/share/games/supertux2/music/misc/theme.ogg'
    const christmas = 'supertux-data/usr/share/games/supertux2/music/misc/christmas_theme.ogg'
    expect([related(theme, christmas), related(christmas, theme), related(theme, 'music/forest/forest.ogg')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('makes the same song in every run, and another one for another seed', () => {
    const sum = (seed: number) => songSamples(1, seed).reduce((total, sample) => total + Math.abs(sample), 0)
    const [first, again, other] = [1, 1, 2].map(sum)
    expect([again === first, other === first, first === 0]).toEqual([true, false, false])
  })
})

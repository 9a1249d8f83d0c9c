import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chromaFilters } from '../../../../../../src/main/core/fingerprint/audio/chroma-filters.ts'
import { hzToMel, melFilters, melToHz } from '../../../../../../src/main/core/fingerprint/audio/mel.ts'
import { allcloseRatio, readMatrices, vectorFile } from './vectors.ts'

const files = readdirSync(vectorFile('librosa/'))
const named = (start: string): string[] => files.filter((file) => file.startsWith(start))
const one = (matrices: ReturnType<typeof readMatrices>, name: string): number => matrices[name]?.values[0] ?? Number.NaN

// A filter bank that is off by a bin, by the norm or by the scale makes every feature wrong by a little and comparable with nothing.
describe('librosa', () => {
  it.each(named('feature-melfb'))('has the same mel filters: %s', (file) => {
    const data = readMatrices(`librosa/${file}`)
    const size = one(data, 'nfft')
    const filters = melFilters({
      sampleRate: one(data, 'sr'),
      size,
      bands: one(data, 'nfilts'),
      lowHz: one(data, 'fmin'),
      highHz: one(data, 'fmax'),
      scale: one(data, 'htk') === 1 ? 'htk' : 'slaney',
    })
    const weights = filters.flatMap(({ first, weights: own }) =>
      Array.from({ length: size }, (_, bin) => own[bin - first] ?? 0),
    )
    expect(allcloseRatio(weights, data['wts']?.values ?? [])).toBeLessThanOrEqual(1)
  })

  it.each(named('feature-chromafb'))('has the same chroma filters: %s', (file) => {
    const data = readMatrices(`librosa/${file}`)
    const size = one(data, 'nfft')
    const width = one(data, 'octwidth')
    const rows = chromaFilters({
      sampleRate: one(data, 'sr'),
      size,
      bins: one(data, 'nchroma'),
      a440: one(data, 'a440'),
      octaves: width === 0 ? null : { centre: one(data, 'ctroct'), width },
      from: 'A',
    })
    const weights = rows.flatMap((row) => Array.from({ length: size }, (_, bin) => row[bin] ?? 0))
    expect(allcloseRatio(weights, data['wts']?.values ?? [])).toBeLessThanOrEqual(1)
  })

  it.each(named('feature-hz_to_mel'))('has the same mel scale: %s', (file) => {
    const data = readMatrices(`librosa/${file}`)
    const scale = one(data, 'htk') === 1 ? 'htk' : 'slaney'
    const mels = (data['f']?.values ?? []).map((hz) => hzToMel(hz, scale))
    expect(allcloseRatio(mels, data['result']?.values ?? [])).toBeLessThanOrEqual(1)
  })

  it.each(named('feature-mel_to_hz'))('has the same inverse: %s', (file) => {
    const data = readMatrices(`librosa/${file}`)
    const scale = one(data, 'htk') === 1 ? 'htk' : 'slaney'
    const frequencies = (data['f']?.values ?? []).map((mel) => melToHz(mel, scale))
    expect(allcloseRatio(frequencies, data['result']?.values ?? [])).toBeLessThanOrEqual(1)
  })

  it('puts C first when it is asked for C: a wheel turned by three semitones names every key wrongly', () => {
    const options = { sampleRate: 11_025, size: 4096, bins: 12, a440: 440, octaves: null }
    const fromA = chromaFilters({ ...options, from: 'A' })
    const fromC = chromaFilters({ ...options, from: 'C' })
    expect(fromC.map((row) => row[163])).toEqual(fromA.map((_, i) => fromA[(i + 3) % 12]?.[163]))
    const strongest = (rows: Float64Array[], hz: number): number => {
      const bin = Math.round((hz * 4096) / 11_025)
      return rows.reduce((best, row, i) => ((row[bin] ?? 0) > (rows[best]?.[bin] ?? 0) ? i : best), 0)
    }
    expect([261.63, 440, 987.77].map((hz) => strongest(fromC, hz))).toEqual([0, 9, 11])
  })
})

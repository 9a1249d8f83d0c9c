import { describe, expect, it } from 'vitest'
import type { EventPoints } from '../../../../../../src/main/core/fingerprint/audio/event-points/points.ts'
import {
  createSoundFinder,
  type SoundMatch,
  soundThresholdBits,
} from '../../../../../../src/main/core/match/sound/find-sound.ts'
import { buildSoundIndex } from '../../../../../../src/main/core/match/sound/sound-index.ts'

function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function sorted(points: { frame: number; pitch: number }[]): EventPoints {
  points.sort((a, b) => a.frame - b.frame || a.pitch - b.pitch)
  return {
    frames: Uint32Array.from(points, ({ frame }) => frame),
    pitches: Uint16Array.from(points, ({ pitch }) => pitch),
  }
}

/** Points as dense as a song's, on a scale of semitones. */
function song(seed: number, seconds: number): EventPoints {
  const random = seeded(seed)
  return sorted(
    Array.from({ length: seconds * 25 }, () => ({
      frame: Math.floor(random() * seconds * 62.5),
      pitch: Math.floor(random() * 50) * 16 + Math.floor(random() * 4),
    })),
  )
}

type Change = { speed: number; semitones: number; lost: number; strange: number }

/** What is left of seconds `from` … `to` when it is played otherwise: some points lost, as many as `strange` says new. */
function excerpt({ frames, pitches }: EventPoints, from: number, to: number, change: Change): EventPoints {
  const random = seeded(99)
  const length = ((to - from) * 62.5) / change.speed
  const kept = [...frames].flatMap((frame, i) => {
    if (frame < from * 62.5 || frame >= to * 62.5 || random() < change.lost) return []
    const pitch = (pitches[i] ?? 0) + Math.round(change.semitones * 16)
    return pitch < 0 || pitch > 815 ? [] : [{ frame: Math.round((frame - from * 62.5) / change.speed), pitch }]
  })
  const strange = Array.from({ length: Math.round(kept.length * change.strange) }, () => ({
    frame: Math.floor(random() * length),
    pitch: Math.floor(random() * 816),
  }))
  return sorted([...kept, ...strange])
}

const songs = Array.from({ length: 20 }, (_, i) => ({ id: `song ${i}`, points: song(i + 1, 60) }))
const index = buildSoundIndex(songs)
const find = (query: EventPoints): SoundMatch[] =>
  createSoundFinder(index)
    .find(query)
    .filter(({ bits }) => bits > soundThresholdBits)
const shown = (matches: SoundMatch[]) =>
  matches.map(({ id, querySeconds, workSeconds, speed, semitones }) => ({
    id,
    query: [Math.round(querySeconds.from), Math.round(querySeconds.to)],
    work: [Math.round(workSeconds.from), Math.round(workSeconds.to)],
    speed: speed.toFixed(2),
    semitones: semitones.toFixed(1),
  }))
const seventh = songs[7]?.points ?? song(0, 1)
const third = songs[3]?.points ?? song(0, 1)

describe('finding sound', () => {
  it('says which work, where, how fast and how high, with half of the points lost and as many strange ones', () => {
    const change = { speed: 1.05, semitones: 0.5, lost: 0.5, strange: 1 }
    expect(shown(find(excerpt(seventh, 20, 41, change)))).toEqual([
      { id: 'song 7', query: [0, 20], work: [20, 41], speed: '1.05', semitones: '0.5' },
    ])
  })

  it('finds five seconds, slower and lower', () => {
    const change = { speed: 0.95, semitones: -1, lost: 0.3, strange: 0.4 }
    expect(shown(find(excerpt(third, 7, 12, change)))).toEqual([
      { id: 'song 3', query: [0, 5], work: [7, 12], speed: '0.95', semitones: '-1.0' },
    ])
  })

  it('tells two works in one recording apart, each with its stretch', () => {
    const plain = { speed: 1, semitones: 0, lost: 0.2, strange: 0.2 }
    const first = excerpt(seventh, 0, 15, plain)
    const second = excerpt(third, 30, 45, plain)
    const both = {
      frames: Uint32Array.of(...first.frames, ...second.frames.map((frame) => frame + 15 * 62.5)),
      pitches: Uint16Array.of(...first.pitches, ...second.pitches),
    }
    expect(
      shown(find(both))
        .map(({ id, query, work }) => ({ id, query, work }))
        .sort((a, b) => (a.query[0] ?? 0) - (b.query[0] ?? 0)),
    ).toEqual([
      { id: 'song 7', query: [0, 15], work: [0, 15] },
      { id: 'song 3', query: [15, 30], work: [30, 45] },
    ])
  })

  it('finds nothing in what is none of the works, in nothing, and in an index of nothing', () => {
    const none: EventPoints = { frames: new Uint32Array(0), pitches: new Uint16Array(0) }
    expect([
      find(song(1234, 30)),
      find(none),
      createSoundFinder(buildSoundIndex([])).find(seventh),
      createSoundFinder(buildSoundIndex([{ id: 'silence', points: none }])).find(seventh),
    ]).toEqual([[], [], [], []])
  })
})

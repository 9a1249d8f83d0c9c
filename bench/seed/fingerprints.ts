import type { AudioFingerprint, Fingerprint, VideoFingerprint } from '../../src/shared/domain/fingerprint.ts'
import { soundOf, textOf } from '../../tests/fakes/page-core/kind-parts.ts'
import { pick, type PlannedWork } from './plan.ts'

// Fingerprints of works that do not exist, whole, so that every screen has something to draw.

const cameras = [
  { Make: 'FUJIFILM', Model: 'X-T5' },
  { Make: 'Canon', Model: 'EOS R6' },
  { Make: 'SONY', Model: 'ILCE-7M4' },
  { Make: 'Apple', Model: 'iPhone 15 Pro' },
] as const
const codecs: Readonly<Record<string, string>> = { 'audio/mpeg': 'mp3', 'audio/flac': 'flac', 'audio/wav': 'pcm_s16le' }

/** Hex digits with `bits` of their bits turned, at places that depend on `seed` alone. */
export function flipped(hex: string, bits: number, seed: number): string {
  const digits = [...hex]
  for (let i = 0; i < bits; i++) {
    const at = (seed + i * 37) % (hex.length * 4)
    const digit = Number.parseInt(digits[at >> 2] ?? '0', 16) ^ (8 >> (at & 3))
    digits[at >> 2] = digit.toString(16)
  }
  return digits.join('')
}

function imageOf(work: PlannedWork, hex: string, random: () => number): NonNullable<Fingerprint['image']> {
  const { width, height, copyOf } = work
  const turned = (part: string, most: number) => (copyOf === null ? part : flipped(part, most, work.index))
  return {
    width,
    height,
    phash: turned(hex.slice(0, 16), 3),
    ahash: turned(hex.slice(16, 32), 3),
    dhash: turned(hex.slice(32, 48), 4),
    whash: turned(hex.slice(48), 3),
    pdq: turned(hex, 14),
    pdqQuality: 60 + Math.floor(random() * 41),
    colourSpace: 'srgb',
    frames: 1,
    hasAlpha: false,
    exif: {
      ...pick(cameras, random),
      FNumber: pick([1.8, 2.8, 4, 5.6, 8], random),
      ISOSpeedRatings: pick([100, 200, 400, 800, 1600], random),
      Artist: 'Ilse Brandt',
    },
  }
}

function filmOf(work: PlannedWork, hex: string, random: () => number): VideoFingerprint {
  const durationSeconds = 20 + Math.floor(random() * 600)
  return {
    durationSeconds,
    width: work.width,
    height: work.height,
    codec: 'h264',
    frameRate: pick([24, 25, 30], random),
    bitrate: 8_000_000,
    frames: Array.from({ length: 12 }, (_frame, i) => ({
      timeSeconds: Math.floor((i / 12) * durationSeconds),
      phash: flipped(hex.slice(0, 16), i * 3, i * 5),
      pdq: flipped(hex, i * 9, i * 11),
      pdqQuality: 80,
    })),
    averageHash: hex.slice(16, 32),
  }
}

/** Every few sounds are computed and shared out: their drawings look different enough, and each is 30 kB of figures. */
function createSounds(random: () => number): (work: PlannedWork) => AudioFingerprint {
  const made = new Map<number, AudioFingerprint>()
  return (work) => {
    const key = work.drawing % 24
    const known = made.get(key) ?? thinned(soundOf(random, 'flac'))
    made.set(key, known)
    const tempoBpm = 60 + (work.palette % 1200) / 10
    return { ...known, codec: codecs[work.mediaType] ?? 'flac', tempoBpm }
  }
}

/** Every fourth column: a quarter of the bytes, and still a picture. */
function thinned(sound: AudioFingerprint): AudioFingerprint {
  const some = <T>(row: readonly T[]): T[] => row.filter((_value, i) => i % 4 === 0)
  return {
    ...sound,
    melSpectrogram: sound.melSpectrogram.map(some),
    melColumnSeconds: sound.melColumnSeconds * 4,
    mfcc: sound.mfcc.map((row) => some(row).map(Math.round)),
    chromagram: sound.chromagram.map((row) => some(row).map((value) => Math.round(value * 100) / 100)),
    chromagramColumnSeconds: sound.chromagramColumnSeconds * 4,
    beats: some(sound.beats ?? []).map((beat) => Math.round(beat * 100) / 100),
    waveform: { min: some(sound.waveform.min), max: some(sound.waveform.max) },
  }
}

/**
 * The fingerprint of a planned work.
 * @param likeHex SHA-256 that the perceptual hashes are cut from: its own, or the original's of an altered copy
 */
export function createFingerprints(
  random: () => number,
): (work: PlannedWork, sha256Hex: string, likeHex: string) => Fingerprint {
  const sounds = createSounds(random)
  return (work, sha256Hex, likeHex) => ({
    sha256: sha256Hex,
    bytes: work.bytes,
    mediaType: work.mediaType,
    kind: work.kind,
    processingMs: 20 + Math.floor(random() * 180),
    quality: {
      score: Math.round((0.5 + random() * 0.5) * 100) / 100,
      parts: { resolution: Math.round((0.6 + random() * 0.4) * 100) / 100, sharpness: 0.7 },
    },
    ...(work.kind === 'image' ? { image: imageOf(work, likeHex, random) } : {}),
    ...(work.kind === 'audio' ? { audio: sounds(work) } : {}),
    ...(work.kind === 'text' ? { text: textOf(random, work.mediaType) } : {}),
    ...(work.kind === 'video' ? { video: filmOf(work, likeHex, random) } : {}),
  })
}

import { z } from 'zod'
import { Hash256Hex, Hash64Hex, Sha256Hex } from './hash.ts'
import { MediaKind } from './media-kind.ts'

// The public shape of a fingerprint: what `metastamp fingerprint --json` prints and the page draws. Absent parts are left out.

const finite = z.number()

export const Quality = z.object({
  /** 0–1, the weighted mean of the parts. */
  score: finite.min(0).max(1),
  parts: z.record(z.string(), finite.min(0).max(1)),
})
export type Quality = z.infer<typeof Quality>

/** EXIF, IPTC and XMP as plain values, by their field's own name. */
export const MetadataFields = z.record(z.string(), z.union([z.string(), finite, z.boolean(), z.array(finite)]))
export type MetadataFields = z.infer<typeof MetadataFields>

export const ImageFingerprint = z.object({
  /** Pixels, after the EXIF orientation has been applied. */
  width: z.int().positive(),
  height: z.int().positive(),
  phash: Hash64Hex,
  ahash: Hash64Hex,
  dhash: Hash64Hex,
  whash: Hash64Hex,
  pdq: Hash256Hex,
  /** 0–100; below 50 the picture has too little structure for PDQ to decide. */
  pdqQuality: z.int().min(0).max(100),
  colourSpace: z.string().optional(),
  /** Frames of an animation; 1 for a still picture. */
  frames: z.int().positive().optional(),
  hasAlpha: z.boolean().optional(),
  exif: MetadataFields,
})
export type ImageFingerprint = z.infer<typeof ImageFingerprint>

/** What is computed from the samples. Two-dimensional parts are [row][column], a column standing for `…ColumnSeconds`, at most 128 columns. */
export const AudioFeatures = z.object({
  /** 64 mel bands from 0 to 11,025 Hz; whole decibels under the loudest value, −80 at most. */
  melSpectrogram: z.array(z.array(finite)),
  melColumnSeconds: finite,
  /** Twelve pitch classes from C on, each 0–1; zeros for silence. */
  chroma: z.array(finite).length(12),
  chromagram: z.array(z.array(finite)),
  chromagramColumnSeconds: finite,
  spectralCentroidHz: finite.optional(),
  spectralRolloffHz: finite.optional(),
  /** Decibels between peaks and valleys: below 200 Hz, then six octaves. */
  spectralContrast: z.array(finite).optional(),
  /** Share of neighbouring samples whose sign differs, at 22,050 Hz. */
  zeroCrossingRate: finite.optional(),
  /** 20 coefficients; columns as in `melSpectrogram`. */
  mfcc: z.array(z.array(finite)),
  tempoBpm: finite.optional(),
  /** Seconds from the start. */
  beats: z.array(finite).optional(),
  key: z.string().optional(),
  scale: z.enum(['major', 'minor']).optional(),
  keyConfidence: finite.min(0).max(1).optional(),
  /** EBU R 128, integrated; absent for silence and for less than 0.4 s. */
  loudnessLufs: finite.optional(),
  truePeakDbtp: finite.optional(),
  /** Algorithm 2 over the whole length, compressed, URL-safe Base64; absent for less than 2.6 s. */
  chromaprint: z.string().optional(),
  /** Lowest and highest sample of at most 1000 columns, −127 … 127. */
  waveform: z.object({ min: z.array(finite), max: z.array(finite) }),
})
export type AudioFeatures = z.infer<typeof AudioFeatures>

export const AudioFingerprint = z.object({
  /** Of what was decoded. */
  durationSeconds: finite.nonnegative(),
  sampleRate: z.int().positive(),
  channels: z.int().positive(),
  codec: z.string(),
  /** Bits a second of the sound; absent when unknown. */
  bitrate: finite.optional(),
  ...AudioFeatures.shape,
  /** Title, artist, album and what else the file says about itself, by ffmpeg's names in lower case. */
  tags: z.record(z.string(), z.string()).optional(),
})
export type AudioFingerprint = z.infer<typeof AudioFingerprint>

export const TextFingerprint = z.object({
  /** SHA-256 of the normalised text in UTF-8. The three hashes are left out where there are no words. */
  normalizedSha256: Sha256Hex.optional(),
  simhash: Hash64Hex.optional(),
  /** 128 unsigned 32-bit values. */
  minhash: z.array(z.int().min(0).max(0xffffffff)).length(128).optional(),
  /** As a reader counts: words of Chinese or Thai too, a family emoji as one character, a gap between words as one. */
  wordCount: z.int().nonnegative(),
  characterCount: z.int().nonnegative(),
  /** In lower case, as the WHATWG names it; left out for PDF, which has none of its own. */
  encoding: z.string().optional(),
  /** BCP 47; `und` when unsure. */
  language: z.string(),
  /** Of a PDF. */
  pageCount: z.int().positive().optional(),
})
export type TextFingerprint = z.infer<typeof TextFingerprint>

export const VideoFrame = z.object({
  /** The picture is the one on the screen at this time. */
  timeSeconds: finite.nonnegative(),
  phash: Hash64Hex,
  pdq: Hash256Hex,
  /** 0–100; below 50 the frame has too little structure for PDQ to decide. */
  pdqQuality: z.int().min(0).max(100),
  /** Black or nearly one colour: such frames are in every film and match nothing. */
  flat: z.literal(true).optional(),
})
export type VideoFrame = z.infer<typeof VideoFrame>

export const VideoFingerprint = z.object({
  durationSeconds: finite.nonnegative(),
  /** Pixels, after the rotation that the file asks for. */
  width: z.int().positive(),
  height: z.int().positive(),
  codec: z.string(),
  /** Frames a second, the mean where it varies; absent when unknown, as is the bitrate. */
  frameRate: finite.positive().optional(),
  /** Bits a second of the pictures, or else of the whole file. */
  bitrate: finite.optional(),
  /** One a second; of films of more than four hours one every 2, 4 … seconds. */
  frames: z.array(VideoFrame),
  /** aHash of the mean of all frames that are not flat. */
  averageHash: Hash64Hex,
})
export type VideoFingerprint = z.infer<typeof VideoFingerprint>

export const Fingerprint = z.object({
  sha256: Sha256Hex,
  bytes: z.int().nonnegative(),
  mediaType: z.string(),
  kind: MediaKind,
  iscc: z.string().optional(),
  processingMs: finite.nonnegative(),
  quality: Quality.optional(),
  /** Sentences for people about anything unusual, such as an extension that differs from the content. */
  notes: z.array(z.string()).optional(),
  image: ImageFingerprint.optional(),
  text: TextFingerprint.optional(),
  /** Of a recording, or of a film's sound track. */
  audio: AudioFingerprint.optional(),
  video: VideoFingerprint.optional(),
})
export type Fingerprint = z.infer<typeof Fingerprint>

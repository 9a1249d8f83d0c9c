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
})
export type Fingerprint = z.infer<typeof Fingerprint>

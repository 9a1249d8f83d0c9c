import { createEventPoints } from '../fingerprint/audio/event-points/event-points.ts'
import { eventRate } from '../fingerprint/audio/event-points/log-spectrum.ts'
import { packEventPoints } from '../fingerprint/audio/event-points/pack.ts'
import { undecodable } from '../media/audio/audio-failure.ts'
import { decodeMono } from '../media/audio/decode-mono.ts'
import { type FfmpegSource, probe } from '../media/audio/probe.ts'
import { decodeUnchanged } from './decode-unchanged.ts'
import { eventPoints } from './feature-methods.ts'
import type { FfmpegFinder } from './ffmpeg-finder.ts'
import type { Feature, FeaturesRequest } from './tasks.ts'

/**
 * The event points of a file's first sound track, packed; null when it has no sound track. Failures: CORRUPT_MEDIA, UNSUPPORTED_TYPE,
 * VANISHED, UNREADABLE, DECODER_TIMEOUT, CANCELLED, UNAVAILABLE.
 */
export async function readEventPoints(source: FfmpegSource): Promise<Uint8Array | null> {
  const { probe: probed, lastLine } = await probe(source)
  if (probed.container === null) throw undecodable(source.path, lastLine)
  if (probed.audio === null) return null
  const points = createEventPoints()
  const heard = { samples: 0 }
  const { stderr } = await decodeMono({ ...source, stream: probed.audio.stream, sampleRate: eventRate }, (samples) => {
    heard.samples += samples.length
    points.push(samples)
  })
  source.signal?.throwIfAborted()
  if (heard.samples === 0) throw undecodable(source.path, stderr.trim().split('\n').at(-1) ?? '')
  return packEventPoints(points.finish())
}

/** What a recording, or a film's sound track, is found again by: no features without sound. */
export async function soundFeatures(
  request: FeaturesRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
): Promise<Feature[]> {
  const bytes = await decodeUnchanged(request, signal, find, readEventPoints)
  return bytes === null ? [] : [{ ...eventPoints, bytes }]
}

import { FilmTracker } from '../fingerprint/video/film-track.ts'
import { packTrack } from '../fingerprint/video/track-bytes.ts'
import type { FfmpegSource } from '../media/audio/probe.ts'
import { isTooLargeForEveryFrame } from '../media/video/decode.ts'
import { decodeTrack } from '../media/video/decode-track.ts'
import { unwatchable } from '../media/video/film-failure.ts'
import { probeFilm } from '../media/video/probe.ts'
import { decodeUnchanged } from './decode-unchanged.ts'
import { filmTrack } from './feature-methods.ts'
import type { FfmpegFinder } from './ffmpeg-finder.ts'
import type { Feature, FeaturesRequest } from './tasks.ts'

/** The track of a film's pictures, packed; null when it has none. Failures: CORRUPT_MEDIA, UNAVAILABLE, DECODER_TIMEOUT, CANCELLED. */
export async function readFilmTrack(source: FfmpegSource): Promise<Uint8Array | null> {
  const { film, probe, lastLine } = await probeFilm(source)
  if (probe.container === null) throw unwatchable(source.path, lastLine)
  if (film === null) return null
  const tracker = new FilmTracker()
  const seen = { seconds: 0 }
  const keyFramesOnly = isTooLargeForEveryFrame(film, probe.durationSeconds)
  await decodeTrack(
    { ...source, film, keyFramesOnly },
    {
      pushSample: (cells) => tracker.addSample(cells),
      pushPicture: (samples, size) => tracker.addPicture(seen.seconds++, { ...size, samples }),
    },
  )
  source.signal?.throwIfAborted()
  return seen.seconds === 0 ? null : packTrack(tracker.finish())
}

/** What a film's pictures are found again by: no features without pictures. */
export async function filmFeatures(
  request: FeaturesRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
): Promise<Feature[]> {
  const bytes = await decodeUnchanged(request, signal, find, readFilmTrack)
  return bytes === null ? [] : [{ ...filmTrack, bytes }]
}

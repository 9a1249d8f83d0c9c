import type { MediaKind } from '../../../shared/domain/media-kind.ts'
import type { FeatureMethod } from './tasks.ts'

// Which methods of finding copies there are for each kind, with the version of each one's answers. The handlers are in features-<kind>.ts;
// this list stands apart from them, so that the core thread reads it without loading a decoder. Raising a version here is all it takes to
// have every work looked at again.

/** Points of a picture that crops, captions and pictures in pictures keep: core/fingerprint/image/points. */
export const picturePointsMethod = { method: 'picture-points', version: 2 } as const satisfies FeatureMethod

/** Winnowed shingles with their places: core/fingerprint/text/passage-marks.ts. */
export const textMarks: FeatureMethod = { method: 'text-marks', version: 1 }

/** Event points of sound: core/fingerprint/audio/event-points. */
export const eventPoints: FeatureMethod = { method: 'event-points', version: 1 }

/** Brightness and points of a film's pictures: core/fingerprint/video/film-track.ts. */
export const filmTrack: FeatureMethod = { method: 'film-track', version: 1 }

export const featureMethods: Readonly<Record<MediaKind, readonly FeatureMethod[]>> = {
  image: [picturePointsMethod, { method: 'iscc', version: 1 }, { method: 'embedding', version: 1 }],
  audio: [eventPoints],
  video: [eventPoints, filmTrack],
  text: [textMarks],
}

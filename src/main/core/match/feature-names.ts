import { eventPoints, filmTrack, picturePointsMethod, textMarks } from '../compute/feature-methods.ts'

/** The methods of the second stage that matching reads. */
export const featureNames = {
  picturePoints: picturePointsMethod.method,
  eventPoints: eventPoints.method,
  filmTrack: filmTrack.method,
  textMarks: textMarks.method,
} as const

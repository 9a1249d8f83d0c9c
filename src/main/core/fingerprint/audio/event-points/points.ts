/**
 * Event points: the moments and pitches at which a recording's spectrum has a summit, in order of time, then pitch. They stay where they
 * are relative to one another when it is encoded, filtered, drowned in noise or talked over, and move together when it is played faster
 * or higher.
 */
export type EventPoints = {
  /** Number of the frame, 16 ms each; frame 0 is centred on the first sample. */
  frames: Uint32Array
  /** Sixteenths of a semitone above 196 Hz: 0 … 815. */
  pitches: Uint16Array
}

/** Frames a second. */
export const eventFrameRate = 62.5
/** Steps of `pitches` a semitone. */
export const pitchStepsEach = 16
export const pitchSteps = 51 * pitchStepsEach

// What a scenario is: one file in scenarios/, one line in scenarios.ts.

export type SoakContext = {
  /** The repository, with the built program in out/. */
  root: string
  /** Removed when the scenario ends. */
  dir: string
  /** Every random choice comes from here: the same seed, the same run. */
  random: () => number
  seed: number
  /** `count` times the share that was asked for, at least `least`. */
  size(count: number, least?: number): number
  say(line: string): void
}

/** One line of the summary. `lost` is what was acknowledged and is gone, or was opened as sound and is not: it must be 0. */
export type SoakResult = {
  what: string
  rounds: number
  lost: number
  figures: Record<string, string | number>
  notes: string[]
}

export type Scenario = (context: SoakContext) => Promise<SoakResult>

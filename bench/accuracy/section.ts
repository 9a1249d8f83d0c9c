// What a kind of work brings to `npm run bench:accuracy`: a file of its own that gives a Section, named in sections.ts.

/** Recall in percent, one number for each column; null where it was not measured. */
export type Recall = readonly (number | null)[]

/** A line of the table: ours, or a peer's from a published measurement. */
export type MethodRow = { method: string; threshold: string; recall: Recall; mean: number }

export type SectionResult = {
  /** Works that were changed and looked for, and works they were looked for among besides. */
  works: number
  others: number
  /** Ours, each at the threshold that gave no false match in the half it was set on. The last one is what the program does. */
  rows: MethodRow[]
  /** Wrong matches of the last row in the half that was only reported. */
  wrongMatches: number
  /** Sentences: what was left out, what is missed and why, how long it took. */
  notes: string[]
}

export type SectionContext = {
  /** Folders with the files, each with the name by which its files are told. */
  folders: readonly { name: string; path: string }[]
  /** A small sample, to see whether everything runs. */
  quick: boolean
  /** Everything there is, however long it takes. */
  full: boolean
  /** Processes to use. */
  processes: number
  tempDir: string
  say(line: string): void
}

export type Section = {
  name: string
  title: string
  /** What the columns are, for people who want to repeat it. */
  method: string
  /** Debian packages with free works of this kind. */
  packages: readonly string[]
  columns: readonly { name: string; how: string }[]
  peers: readonly MethodRow[]
  target: MethodRow
  run(context: SectionContext): Promise<SectionResult>
}

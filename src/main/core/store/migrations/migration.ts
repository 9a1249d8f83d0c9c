/** One step forward of the schema. Numbers go up in tens, so that a fix can be slipped between two that were released. */
export type Migration = {
  readonly number: number
  readonly slug: string
  /** SQL for library.db (the main schema). Runs in one transaction with its bookkeeping. */
  readonly library: string
  /** SQL for cache.db (attached as `cache`): rebuildable, so it may drop what it likes. */
  readonly cache?: string
}

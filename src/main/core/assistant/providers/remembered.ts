// Some models want back, with the results of their calls, what they thought before they made them. It is sealed for them alone, so it
// lives beside the conversation and not in it: in memory, for the answers of late. After a restart they think anew.

const most = 400

/** What belongs to a model's calls, by the id of the first of them. */
export class Remembered<T> {
  readonly #kept = new Map<string, { model: string; value: T }>()

  keep(callId: string, model: string, value: T): void {
    this.#kept.delete(callId)
    this.#kept.set(callId, { model, value })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= most) break
      this.#kept.delete(oldest)
    }
  }

  /** Undefined when it is not known any more, or another model's. */
  of(callId: string | undefined, model: string): T | undefined {
    const kept = callId === undefined ? undefined : this.#kept.get(callId)
    return kept?.model === model ? kept.value : undefined
  }
}

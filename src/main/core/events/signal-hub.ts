// Tells those who watch that something has changed. A change carries no data and drives no control flow: watchers ask again for what they show.

export class SignalHub<Topic extends string> {
  readonly #listeners = new Set<(topic: Topic) => void>()

  /** Calls every listener at once; a listener must not throw. */
  touch(topic: Topic): void {
    for (const listener of this.#listeners) listener(topic)
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (topic: Topic) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get listenerCount(): number {
    return this.#listeners.size
  }
}

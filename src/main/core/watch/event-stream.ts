// Events for those who listen just now, each in its own queue. What nobody listens to is not kept.

const mostWaiting = 100_000

type Subscriber<Event> = { queue: Event[]; wake: (() => void) | undefined; ended: boolean }

export class EventStream<Event> {
  readonly #subscribers = new Set<Subscriber<Event>>()

  tell(event: Event): void {
    for (const subscriber of this.#subscribers) {
      // A listener that does not keep up loses the oldest: the library itself tells what is so.
      if (subscriber.queue.length >= mostWaiting) subscriber.queue.shift()
      subscriber.queue.push(event)
      subscriber.wake?.()
    }
  }

  end(): void {
    for (const subscriber of this.#subscribers) finish(subscriber)
  }

  /** From this moment on; `end` lets what is queued be read first. */
  subscribe(signal: AbortSignal | undefined): AsyncIterableIterator<Event> & { end(): void } {
    const subscriber: Subscriber<Event> = { queue: [], wake: undefined, ended: signal?.aborted ?? false }
    this.#subscribers.add(subscriber)
    signal?.addEventListener('abort', () => finish(subscriber), { once: true })
    const events = this.#read(subscriber)
    return Object.assign(events, { end: () => finish(subscriber) })
  }

  async *#read(subscriber: Subscriber<Event>): AsyncGenerator<Event, void, void> {
    try {
      for (;;) {
        const event = subscriber.queue.shift()
        if (event !== undefined) yield event
        else if (subscriber.ended) return
        else
          await new Promise<void>((resolve) => {
            subscriber.wake = resolve
          })
      }
    } finally {
      this.#subscribers.delete(subscriber)
    }
  }
}

function finish<Event>(subscriber: Subscriber<Event>): void {
  subscriber.ended = true
  subscriber.wake?.()
}

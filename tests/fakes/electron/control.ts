// The wire between a test and the program it started: the test gives answers and orders, the double tells what happened.

export type Note = { note: string; [field: string]: unknown }
type Order = { order: string; id: number; argument: unknown }

const orders = new Map<string, (argument: unknown) => unknown>()
const answers = new Map<string, unknown[]>()

/** Something the program asked of the system: a dialog, an external address, a quit. */
export function note(kind: string, fields: Record<string, unknown> = {}): void {
  process.send?.({ note: kind, ...fields })
}

/** Makes an order known to tests. */
export function onOrder(name: string, act: (argument: never) => unknown): void {
  orders.set(name, act as (argument: unknown) => unknown)
}

/** The next answer a test has prepared for this question, or the fallback. */
export function answerTo<T>(question: string, fallback: T): T {
  const prepared = answers.get(question)
  // The test that prepared the answer knows the shape of the question's answer.
  return prepared === undefined || prepared.length === 0 ? fallback : (prepared.shift() as T)
}

onOrder('answer', ({ question, value }: { question: string; value: unknown }) => {
  answers.set(question, [...(answers.get(question) ?? []), value])
})

process.on('message', (message: Order) => {
  void (async () => {
    try {
      const act = orders.get(message.order)
      if (act === undefined) throw new Error(`electron double: no order named ${message.order}`)
      process.send?.({ reply: message.id, value: await act(message.argument) })
    } catch (error) {
      process.send?.({
        reply: message.id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    }
  })()
})
// A listener on the channel must not keep a program alive that has otherwise ended.
process.channel?.unref()

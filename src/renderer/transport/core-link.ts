import { type ClientContext, type ClientLink, mapEventIterator } from '@orpc/client'
import { asCoreError } from './core-error.ts'

/** One connection, for as long as it lasts. */
export type Line = {
  link: ClientLink<ClientContext>
  readonly lost: boolean
}

type Stream = AsyncIteratorObject<unknown, unknown, void>

const isStream = (value: unknown): value is Stream =>
  typeof value === 'object' &&
  value !== null &&
  'next' in value &&
  typeof value.next === 'function' &&
  Symbol.asyncIterator in value

/** Sends each call over the line of the moment, and turns every error, of streams too, into a CoreError. */
export function coreLink(line: (signal: AbortSignal | undefined) => Promise<Line>): ClientLink<ClientContext> {
  return {
    async call(path, input, options) {
      let current: Line | null = null
      const translate = (thrown: unknown) =>
        asCoreError(thrown, { lost: current?.lost ?? false, cancelled: options.signal?.aborted ?? false })
      try {
        current = await line(options.signal)
        const output = await current.link.call(path, input, options)
        if (!isStream(output)) return output
        return mapEventIterator(output, { value: async (value) => value, error: async (thrown) => translate(thrown) })
      } catch (thrown) {
        throw translate(thrown)
      }
    },
  }
}

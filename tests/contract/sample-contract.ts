import { eventIterator } from '@orpc/contract'
import { implement } from '@orpc/server'
import { z } from 'zod'
import { procedure } from '../../src/shared/contract/base.ts'
import { Failure } from '../../src/shared/contract/errors.ts'

// A small contract that does everything the real one can do to a transport, and the unpleasant things too.

const Anything = z.object({
  text: z.string(),
  when: z.date(),
  big: z.bigint(),
  set: z.set(z.number()),
  map: z.map(z.string(), z.number()),
  nothing: z.null(),
  absent: z.undefined().optional(),
  list: z.array(z.union([z.number(), z.nan()])),
})

export const sampleContract = {
  echo: procedure.input(Anything).output(Anything),
  strict: procedure.input(z.object({ count: z.int().positive(), name: z.string().default('none') })).output(z.string()),
  wrongOutput: procedure.input(z.object({})).output(z.object({ count: z.int() })),
  fail: procedure
    .input(z.object({ how: z.enum(['failure', 'bare', 'plain', 'string', 'internal']) }))
    .output(z.object({})),
  large: procedure.input(z.object({ text: z.string() })).output(z.object({ text: z.string(), length: z.int() })),
  file: procedure
    .input(z.object({ name: z.string(), file: z.file() }))
    .output(z.object({ name: z.string(), file: z.file() })),
  double: procedure.input(z.object({ value: z.int() })).output(z.int()),
  wait: procedure.input(z.object({})).output(z.object({})),
  count: procedure
    .input(z.object({ to: z.int(), failAt: z.int().optional(), plainly: z.boolean().default(false) }))
    .output(eventIterator(z.object({ value: z.int() }))),
  forever: procedure.input(z.object({})).output(eventIterator(z.object({ value: z.int() }))),
}

/** What the server side saw, in order: the proof that leaving and cancelling arrive there. */
export type Seen = string[]

export function sampleRouter(seen: Seen) {
  const os = implement(sampleContract).$context<{ seen: Seen }>()
  return os.router({
    echo: os.echo.handler(({ input }) => input),
    strict: os.strict.handler(({ input }) => `${input.name} ${String(input.count)}`),
    wrongOutput: os.wrongOutput.handler(() => JSON.parse('{"count":"secret"}')),
    fail: os.fail.handler(({ input }) => {
      switch (input.how) {
        case 'failure':
          throw new Failure('VANISHED', 'holiday.png is no longer there.', {
            path: '/a/holiday.png',
            detail: 'ENOENT',
            retryable: true,
          })
        case 'bare':
          throw new Failure('NOT_FOUND', 'There is no such work.')
        case 'internal':
          throw new Failure('INTERNAL', 'secret', { detail: 'secret' })
        case 'plain':
          throw new Error('secret')
        case 'string':
          // oxlint-disable-next-line typescript/only-throw-error, eslint/no-throw-literal -- what a careless library would do
          throw 'secret'
      }
    }),
    large: os.large.handler(({ input }) => ({ text: input.text.toUpperCase(), length: input.text.length })),
    file: os.file.handler(async ({ input }) => {
      const bytes = new Uint8Array(await input.file.arrayBuffer()).reverse()
      return { name: input.name, file: new File([bytes], `back ${input.file.name}`, { type: input.file.type }) }
    }),
    double: os.double.handler(async ({ input }) => {
      await new Promise((resolve) => setTimeout(resolve, input.value % 7))
      return input.value * 2
    }),
    wait: os.wait.handler(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            seen.push('wait cancelled')
            reject(signal.reason)
          })
        }),
    ),
    count: os.count.handler(async function* ({ input }) {
      try {
        for (let value = 0; value < input.to; value += 1) {
          if (value === input.failAt) {
            throw input.plainly
              ? new Error('secret')
              : new Failure('DISK_FULL', 'The disk is full.', { retryable: true, path: '/d' })
          }
          yield { value }
        }
      } finally {
        seen.push('count cleaned up')
      }
    }),
    forever: os.forever.handler(async function* ({ signal }) {
      try {
        for (let value = 0; !signal?.aborted; value += 1) {
          yield { value }
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
      } finally {
        seen.push('forever cleaned up')
      }
    }),
  })
}

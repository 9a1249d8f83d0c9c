import { implement } from '@orpc/server'
import type { ChangeTopic } from '../../../shared/contract/app.ts'
import { matchesContract } from '../../../shared/contract/matches.ts'
import type { SignalHub } from '../events/signal-hub.ts'
import type { Organise } from '../library/organise/organise.ts'
import type { Matching } from '../match/match.ts'
import { decodeKey } from './keyset.ts'
import { pageOf } from './page-of.ts'

/** `matches.*` over the services: decisions are acts of a person, recorded with their way back. */
export function matchProcedures(matching: Matching, organise: Organise, hub: SignalHub<ChangeTopic>) {
  const os = implement(matchesContract)
  return {
    list: os.list.handler(({ input: { filter, cursor, limit } }) => {
      const items = matching.list({ filter, before: decodeKey(cursor), limit: limit + 1 })
      return pageOf(items, limit, ({ matchId }) => matchId)
    }),
    passages: os.passages.handler(({ input, signal }) =>
      matching.passages(input.matchId, signal ?? new AbortController().signal),
    ),
    counts: os.counts.handler(() => matching.counts()),
    decide: os.decide.handler(({ input }) => {
      const step = organise.decide(input.matchIds, input.decision)
      hub.touch('matches')
      return { step }
    }),
  }
}

import { z } from 'zod'
import type { ResultOf } from '../../../../shared/domain/assistant-tools.ts'
import { AssetId } from '../../../../shared/domain/ids.ts'
import { workRef } from './quote.ts'
import { defineTool } from './tool.ts'

const mostMatches = 20

/** Where works reappear. */
export const findMatches = defineTool({
  name: 'find_matches',
  access: 'read',
  description:
    'Works that were found in other works: the same (exact), the same encoded, sized or coloured otherwise (near), or a part of one in the other (partial). Newest first; of one work, or of the whole library.',
  input: z.strictObject({
    assetId: AssetId.nullable().default(null).describe('Only matches of this work'),
    decided: z.enum(['open', 'decided', 'all']).default('all').describe('open: nobody has decided about them yet'),
    limit: z.int().min(1).max(mostMatches).default(10),
  }),
  run({ matching }, { assetId, decided, limit }): ResultOf<'matches'> {
    const filter = { decided, ...(assetId === null ? {} : { assetId }) }
    const found = matching.list({ filter, before: null, limit: limit + 1 })
    const counts = matching.counts()
    const items = found.slice(0, limit).map((match) => ({
      matchId: match.matchId,
      first: workRef(match.first),
      second: workRef(match.second),
      match: match.type,
      similarity: Math.round(match.similarity * 1000) / 1000,
      method: match.method,
      foundAt: match.foundAt,
      decision: match.decision,
    }))
    const cut = found.length > limit
    const inAll = decided === 'all' ? counts.open + counts.decided : counts[decided]
    return { type: 'matches', items, ...counts, total: assetId === null ? inAll : items.length, cut }
  },
})

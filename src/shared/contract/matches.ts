import { z } from 'zod'
import { AssetId, MatchId } from '../domain/ids.ts'
import { Cursor, PageLimit, procedure, Timestamp } from './base.ts'
import { AssetSummary } from './library.ts'
import { Step } from './organise.ts'

/** `exact`: the same bytes. `near`: the same work, encoded, sized or coloured otherwise. `partial`: one holds a part of the other. */
export const MatchType = z.enum(['exact', 'near', 'partial'])
export type MatchType = z.infer<typeof MatchType>

const Share = z.number().min(0).max(1)
/** In shares of a picture's sides. */
export const MatchRegion = z.object({ left: Share, top: Share, width: Share, height: Share })
export type MatchRegion = z.infer<typeof MatchRegion>

/** `from` and `to`, in the unit of the evidence. */
export const MatchSpan = z.object({ from: z.number().nonnegative(), to: z.number().nonnegative() })
export type MatchSpan = z.infer<typeof MatchSpan>

/** What a person can look at: where in the first work, and where in the second. */
export const MatchEvidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bytes') }),
  z.object({
    kind: z.literal('picture'),
    /** Bits of 256 in which the hashes of the whole differ; absent where the whole did not decide. */
    hashDistance: z.int().min(0).max(256).optional(),
    /** How the first is turned or mirrored to lie on the second, by PDQ's names. */
    orientation: z.string().optional(),
    mirrored: z.boolean().optional(),
    /** Points that agree in one map; absent where points did not decide. */
    points: z.int().positive().optional(),
    regions: z.object({ first: MatchRegion, second: MatchRegion }).optional(),
  }),
  z.object({
    kind: z.literal('sound'),
    /** Seconds. */
    stretches: z.array(
      z.object({ first: MatchSpan, second: MatchSpan, speed: z.number().positive(), semitones: z.number() }),
    ),
  }),
  z.object({
    kind: z.literal('film'),
    /** Seconds. */
    first: MatchSpan,
    second: MatchSpan,
    /** How much faster the second runs. */
    speed: z.number().positive(),
    mirrored: z.boolean(),
  }),
  z.object({
    kind: z.literal('text'),
    /** Tokens, as docs/fingerprints/text.md counts them. */
    tokens: z.object({ first: z.int().nonnegative(), second: z.int().nonnegative() }),
    passages: z.array(z.object({ first: MatchSpan, second: MatchSpan })),
  }),
])
export type MatchEvidence = z.infer<typeof MatchEvidence>

/** The words of a passage as the file has them, with some before and behind. */
export const PassageWords = z.object({ before: z.string(), shared: z.string(), after: z.string() })
export type PassageWords = z.infer<typeof PassageWords>

/** Passages whose words are told at once, the longest. */
export const passagesTold = 12

/** What a person says of a match. `same`: the same work. `derivative`: one is made from the other. `unrelated`: not a match. */
export const MatchDecision = z.enum(['same', 'derivative', 'unrelated'])
export type MatchDecision = z.infer<typeof MatchDecision>

const told = {
  type: MatchType,
  similarity: Share,
  /** How it was found, such as "pdq" or "text-marks". */
  method: z.string(),
  evidence: MatchEvidence,
}

/** Two works of the library that show, sound or say the same. `first` came later. */
export const Match = z.object({
  matchId: MatchId,
  first: AssetSummary,
  second: AssetSummary,
  ...told,
  foundAt: Timestamp,
  decision: MatchDecision.nullable(),
})
export type Match = z.infer<typeof Match>

/** A work of the library that a file matches; the file is the evidence's first. */
export const FoundWork = z.object({ work: AssetSummary, ...told })
export type FoundWork = z.infer<typeof FoundWork>

/** Best first. */
export const FoundWorks = z.object({ items: z.array(FoundWork) })
export type FoundWorks = z.infer<typeof FoundWorks>

export const MatchFilter = z.object({
  /** Of one work; otherwise of the whole library. */
  assetId: AssetId.optional(),
  decided: z.enum(['open', 'decided', 'all']).default('open'),
})
export type MatchFilter = z.infer<typeof MatchFilter>

export const matchesContract = {
  /** Newest first, by keyset. Works in the trash are left out. */
  list: procedure
    .input(z.object({ filter: MatchFilter.prefault({}), cursor: Cursor.nullable().default(null), limit: PageLimit }))
    .output(z.object({ items: z.array(Match), nextCursor: Cursor.nullable() })),
  /** How many wait for a decision, and how many have one. */
  counts: procedure
    .input(z.object({}))
    .output(z.object({ open: z.int().nonnegative(), decided: z.int().nonnegative() })),
  /**
   * The words of a text match's longest passages, in the order of its evidence; null for a work whose file is not there just now. Empty for a
   * match of another kind.
   */
  passages: procedure.input(z.object({ matchId: MatchId })).output(
    z.object({
      first: z.array(PassageWords).nullable(),
      second: z.array(PassageWords).nullable(),
    }),
  ),
  /** Null takes a decision back. One step to undo; null when nothing was to be done. */
  decide: procedure
    .input(z.object({ matchIds: z.array(MatchId).min(1).max(10_000), decision: MatchDecision.nullable() }))
    .output(z.object({ step: Step.nullable() })),
}

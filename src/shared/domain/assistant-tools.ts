import { z } from 'zod'
import { AssetId, CalculationId, CollectionId, EntryId, MatchId, StepId, TagId } from './ids.ts'
import { Balance, TransactionState, TransactionType } from './ledger.ts'
import { MediaKind } from './media-kind.ts'
import { Currency, Money } from './money.ts'

// What the assistant can look up and do, and what comes back: the same for every provider, for the ready questions, for other agents over
// the Model Context Protocol, and for the page that draws it. Text that people, files or folders brought in is never a plain string here.

export const TextOrigin = z.enum([
  'title',
  'note',
  'tag',
  'collection',
  'metadata',
  'transaction',
  'party',
  'job',
  'folder',
  'failure',
  'text',
])
export type TextOrigin = z.infer<typeof TextOrigin>

/** Text from the library, with where it stands there: data, whatever it says. */
export const QuotedText = z.object({ origin: TextOrigin, text: z.string() })
export type QuotedText = z.infer<typeof QuotedText>

const count = z.int().nonnegative()
const at = z.int().nonnegative()
const Sum = z.object({ currency: Currency, amount: z.string() })

export const WorkRef = z.object({ assetId: AssetId, title: QuotedText, kind: MediaKind })
export type WorkRef = z.infer<typeof WorkRef>

const WorkLine = WorkRef.extend({
  status: z.enum(['queued', 'processing', 'ready', 'failed']),
  addedAt: at,
  bytes: count,
  width: count.nullable(),
  height: count.nullable(),
  qualityScore: z.number().nullable(),
  favourite: z.boolean(),
  rating: z.int().min(0).max(5),
})

/** How many there are in all, and whether some were left out here. */
const listed = { total: count, cut: z.boolean() }
const type = <T extends string>(name: T) => z.literal(name)
const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

export const ToolResult = z.discriminatedUnion('type', [
  z.object({ type: type('works'), search: z.string(), items: z.array(WorkLine), ...listed }),
  z.object({
    type: type('work'),
    work: WorkLine,
    note: QuotedText.nullable(),
    tags: z.array(z.object({ tagId: TagId, name: QuotedText })),
    collections: z.array(z.object({ collectionId: CollectionId, name: QuotedText })),
    /** Copies on disk, by what is known of them. Paths are not told. */
    locations: z.object({ present: count, missing: count, offline: count }),
    versions: count,
    metadata: z.array(z.object({ field: z.string(), value: QuotedText })),
    failure: QuotedText.nullable(),
    matches: count,
    cut: z.boolean(),
  }),
  z.object({
    type: type('fingerprint'),
    work: WorkRef,
    sha256: z.string(),
    iscc: z.string().nullable(),
    state: z.enum(['pending', 'complete', 'failed']),
    /** By the names of the fingerprint's own fields. */
    facts: Facts,
  }),
  z.object({
    type: type('matches'),
    items: z.array(
      z.object({
        matchId: MatchId,
        first: WorkRef,
        second: WorkRef,
        match: z.enum(['exact', 'near', 'partial']),
        similarity: z.number().min(0).max(1),
        method: z.string(),
        foundAt: at,
        decision: z.enum(['same', 'derivative', 'unrelated']).nullable(),
      }),
    ),
    open: count,
    decided: count,
    ...listed,
  }),
  z.object({
    type: type('analytics'),
    works: count,
    protectedByKind: z.record(MediaKind, count),
    waiting: count,
    failed: count,
    missing: count,
    favourites: count,
    collections: count,
    openMatches: count,
  }),
  z.object({
    type: type('value'),
    /** Null: the whole portfolio. */
    work: WorkRef.nullable(),
    /** Null while nothing has been estimated; `calculationId` is null for one that was only worked out now. */
    estimate: z
      .object({
        calculationId: CalculationId.nullable(),
        at,
        expired: z.boolean(),
        value: Money,
        range: z.object({ p5: Money, p50: Money, p95: Money }).nullable(),
        contributionPercent: z.string(),
        exposurePercent: z.string(),
        confidence: z.enum(['low', 'medium', 'high']),
        disclaimer: z.string(),
      })
      .nullable(),
  }),
  z.object({ type: type('balance'), balances: z.array(Balance) }),
  z.object({
    type: type('transactions'),
    from: at.nullable(),
    to: at.nullable(),
    /** What came in and was booked in that time, own money only. */
    earned: z.array(Sum),
    items: z.array(
      z.object({
        entryId: EntryId,
        kind: TransactionType,
        state: TransactionState,
        at,
        money: Money,
        description: QuotedText,
        source: QuotedText.nullable(),
        assetId: AssetId.nullable(),
      }),
    ),
    cut: z.boolean(),
  }),
  z.object({
    type: type('health'),
    works: count,
    failed: count,
    missing: count,
    openMatches: count,
    jobs: z.object({ queued: count, running: count, paused: count, parked: count, background: count }),
    /** Those that wait for a person. */
    parked: z.array(z.object({ label: QuotedText, kind: z.string(), failure: QuotedText.nullable() })),
    failedWorks: z.array(WorkRef),
    folders: z.array(
      z.object({
        name: QuotedText,
        health: z.enum(['ok', 'scanning', 'offline', 'replaced', 'limited', 'paused']),
        failure: QuotedText.nullable(),
        issues: count,
        present: count,
        missing: count,
        lastScanAt: at.nullable(),
      }),
    ),
    cut: z.boolean(),
  }),
  z.object({
    type: type('collections'),
    collections: z.array(
      z.object({ collectionId: CollectionId, name: QuotedText, works: count.nullable(), smart: z.boolean() }),
    ),
    tags: z.array(z.object({ tagId: TagId, name: QuotedText, works: count })),
    cut: z.boolean(),
  }),
  /** `stepId` is null when nothing had to be changed. */
  z.object({
    type: type('changed'),
    act: z.enum(['tagged', 'collected', 'noted']),
    works: count,
    stepId: StepId.nullable(),
  }),
])
export type ToolResult = z.infer<typeof ToolResult>
export type ResultOf<T extends ToolResult['type']> = Extract<ToolResult, { type: T }>

export const ToolName = z.enum([
  'list_works',
  'get_work',
  'lookup_fingerprint',
  'find_matches',
  'library_analytics',
  'estimate_value',
  'wallet_balance',
  'wallet_transactions',
  'library_health',
  'list_collections',
  'tag_works',
  'collect_works',
  'note_work',
])
export type ToolName = z.infer<typeof ToolName>

/** Reads run. Writes are shown first, with their arguments, and can be undone. No tool moves money or publishes. */
export const ToolAccess = z.enum(['read', 'write'])
export type ToolAccess = z.infer<typeof ToolAccess>

/** Questions that the tools answer without anybody to ask. */
export const ReadyQuestionId = z.enum([
  'attention',
  'elsewhere',
  'portfolio-value',
  'earned-this-year',
  'balance',
  'library',
  'newest',
  'failed',
  'untagged',
  'favourites',
  'collections',
  'folders',
])
export type ReadyQuestionId = z.infer<typeof ReadyQuestionId>

import { z } from 'zod'

// Every identifier is a UUIDv7: it sorts by the moment it was made and needs no central counter.
const uuid = z.uuid({ version: 'v7' })

export const AssetId = uuid.brand<'AssetId'>()
export type AssetId = z.infer<typeof AssetId>

export const VersionId = uuid.brand<'VersionId'>()
export type VersionId = z.infer<typeof VersionId>

export const LocationId = uuid.brand<'LocationId'>()
export type LocationId = z.infer<typeof LocationId>

export const JobId = uuid.brand<'JobId'>()
export type JobId = z.infer<typeof JobId>

export const TagId = uuid.brand<'TagId'>()
export type TagId = z.infer<typeof TagId>

export const CollectionId = uuid.brand<'CollectionId'>()
export type CollectionId = z.infer<typeof CollectionId>

/** Of an act that can be taken back. The page may choose it, so any version will do. */
export const StepId = z.uuid().brand<'StepId'>()
export type StepId = z.infer<typeof StepId>

export const RootId = uuid.brand<'RootId'>()
export type RootId = z.infer<typeof RootId>

export const BatchId = uuid.brand<'BatchId'>()
export type BatchId = z.infer<typeof BatchId>

export const CalculationId = uuid.brand<'CalculationId'>()
export type CalculationId = z.infer<typeof CalculationId>

/** An entry of the ledger. */
export const EntryId = uuid.brand<'EntryId'>()
export type EntryId = z.infer<typeof EntryId>

/** Made by whoever asks, and kept until the answer is there: asking twice has one effect. */
export const RequestId = uuid.brand<'RequestId'>()
export type RequestId = z.infer<typeof RequestId>

/** An agreement: a split, or what a derivative passes on. */
export const SplitId = uuid.brand<'SplitId'>()
export type SplitId = z.infer<typeof SplitId>
export const MatchId = uuid.brand<'MatchId'>()
export type MatchId = z.infer<typeof MatchId>

/** A conversation with the assistant, and one message of it. */
export const ConversationId = uuid.brand<'ConversationId'>()
export type ConversationId = z.infer<typeof ConversationId>

export const MessageId = uuid.brand<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>

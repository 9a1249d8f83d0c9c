import type { AssetSummary } from '../../../../shared/contract/library.ts'
import type { QuotedText, ResultOf, TextOrigin, WorkRef } from '../../../../shared/domain/assistant-tools.ts'
import { plainText, shortened } from '../../../../shared/domain/plain-text.ts'

// The one way by which text of the library gets into a tool's result: with its origin, without unseen characters, and not endless.

/** Most characters told of each sort; a title is a line, a note a page. */
const most: Readonly<Record<TextOrigin, number>> = {
  title: 160,
  note: 2_000,
  tag: 80,
  collection: 120,
  metadata: 400,
  transaction: 200,
  party: 120,
  job: 160,
  folder: 120,
  failure: 240,
  text: 4_000,
}

export function quote(origin: TextOrigin, text: string): QuotedText {
  const oneLine = origin !== 'note' && origin !== 'text'
  return { origin, text: shortened(plainText(text, { oneLine }), most[origin]) }
}

export const workRef = ({ assetId, title, kind }: Pick<AssetSummary, 'assetId' | 'title' | 'kind'>): WorkRef => ({
  assetId,
  title: quote('title', title),
  kind,
})

export const workLine = (summary: AssetSummary): ResultOf<'works'>['items'][number] => ({
  ...workRef(summary),
  status: summary.status,
  addedAt: summary.createdAt,
  bytes: summary.bytes,
  width: summary.width,
  height: summary.height,
  qualityScore: summary.qualityScore,
  favourite: summary.favourite,
  rating: summary.rating,
})

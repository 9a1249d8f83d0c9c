import { describe, expect, test } from 'vitest'
import type { AssetDetail } from '../../../../src/shared/contract/library.ts'
import { VersionId } from '../../../../src/shared/domain/ids.ts'
import { protectedSince } from '../../../../src/renderer/pages/work/protected-since.ts'
import { retryWork } from '../../../../src/renderer/pages/work/retry-work.ts'
import { idOf } from '../library/works.ts'

const version = (number: number, current: boolean, createdAt: number): AssetDetail['versions'][number] => ({
  versionId: VersionId.parse(idOf(number)),
  sha256: 'a'.repeat(64),
  bytes: 1,
  mediaType: 'image/png',
  createdAt,
  fingerprintState: 'complete',
  failure: null,
  current,
})

const completed = (sequence: number, at: number, of: number): AssetDetail['custody'][number] => ({
  sequence,
  at,
  type: 'fingerprint.completed',
  assetId: idOf(9),
  versionId: VersionId.parse(idOf(of)),
  facts: {},
  hash: 'b'.repeat(64),
})

describe('protected since', () => {
  const versions = [version(1, false, 10), version(2, true, 50)]
  test('counts from the current version’s first fingerprint, not from an older version’s', () => {
    expect(
      protectedSince({
        status: 'ready',
        versions,
        custody: [completed(1, 12, 1), completed(2, 60, 2), completed(3, 90, 2)],
      }),
    ).toBe(60)
  })
  test('is nothing while the work is not protected', () => {
    expect(protectedSince({ status: 'processing', versions, custody: [completed(1, 12, 1)] })).toBeNull()
  })
})

describe('trying a failed work again', () => {
  test('finds its parked job on a later page and repeats only that one', async () => {
    const retried: unknown[] = []
    const pages = [
      { items: [{ jobId: 'j1', assetId: idOf(1) }], nextCursor: 'more' },
      { items: [{ jobId: 'j2', assetId: idOf(2) }], nextCursor: null },
    ]
    const jobs = {
      list: async ({ cursor }: { cursor: string | null }) => pages[cursor === null ? 0 : 1],
      retry: async (input: unknown) => {
        retried.push(input)
        return { affected: 1 }
      },
    }
    // Only these two procedures are called; their answers carry the fields that are read.
    const client = { jobs } as unknown as Parameters<typeof retryWork>[0]
    expect([await retryWork(client, idOf(2)), await retryWork(client, idOf(3)), retried]).toEqual([
      true,
      false,
      [{ jobIds: ['j2'] }],
    ])
  })
})

import { useQuery } from '@tanstack/react-query'
import type { Collection, Step, Tag } from '../../shared/contract/organise.ts'
import type { CollectionId } from '../../shared/domain/ids.ts'
import type { Translate } from '../i18n/translate.ts'
import { useOrpc } from './core.tsx'

const noCollections: readonly Collection[] = []
const noTags: readonly Tag[] = []
const noSteps: { undo: Step | null; redo: Step | null } = { undo: null, redo: null }

export function useCollections(): readonly Collection[] {
  const orpc = useOrpc()
  return useQuery(orpc.organise.collections.queryOptions({ input: {} })).data?.items ?? noCollections
}

export function useTags(): readonly Tag[] {
  const orpc = useOrpc()
  return useQuery(orpc.organise.tags.queryOptions({ input: {} })).data?.items ?? noTags
}

/** What undo and redo would turn round in the library. */
export function useSteps(): { undo: Step | null; redo: Step | null } {
  const orpc = useOrpc()
  return useQuery(orpc.organise.steps.queryOptions({ input: {} })).data ?? noSteps
}

/** What a step did, as a toast says it. */
export function describeStep({ kind, works, name }: Step, t: Translate): string {
  return t(`organise.step.${kind}`, { count: works, name })
}

export type Branch = { collection: Collection; depth: number }

/** The tree as lines: each collection before those in it. Pure. */
export function branchesOf(collections: readonly Collection[]): Branch[] {
  const inside = new Map<CollectionId | null, Collection[]>()
  for (const collection of collections) {
    inside.set(collection.parentId, [...(inside.get(collection.parentId) ?? []), collection])
  }
  const lines = (parentId: CollectionId | null, depth: number): Branch[] =>
    (inside.get(parentId) ?? []).flatMap((collection) => [
      { collection, depth },
      ...lines(collection.collectionId, depth + 1),
    ])
  return lines(null, 0)
}

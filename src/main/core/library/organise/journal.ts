import { z } from 'zod'
import { Failure } from '../../../../shared/contract/errors.ts'
import { type Step, StepKind } from '../../../../shared/contract/organise.ts'
import { StepId } from '../../../../shared/domain/ids.ts'
import type { ReadStore, WriteStore } from '../../store/handles.ts'
import type { NewId } from '../../store/new-id.ts'
import type { Store } from '../../store/open-store.ts'
import {
  forgetOldSteps,
  forgetUndone,
  insertStep,
  newestDone,
  oldestUndone,
  replaceStep,
  type StepRow,
  setUndone,
} from '../../store/undo-steps.ts'
import { applyChange, type ApplyContext } from './apply-change.ts'
import { Change, inverse, worksOf } from './change.ts'

// The way back from everything, kept with the library: a step is written in the transaction of the act itself, so that after a restart, or
// a crash, what was done and what can be undone are still the same.

const Label = z.object({ kind: StepKind, works: z.int().nonnegative(), name: z.string() })
type Label = z.infer<typeof Label>
const Changes = z.array(Change)

/** What an act has to say of itself; its changes have been carried out. */
export type Act = { kind: StepKind; name: string; changes: readonly Change[] }

export type Journal = {
  /** Runs an act and records what it did; null when it did nothing. */
  record(write: WriteStore, act: Act, stepId: StepId | undefined): Step | null
  context(): ApplyContext
  steps(read: ReadStore): { undo: Step | null; redo: Step | null }
  undo(stepId: StepId | undefined): Step | null
  redo(): Step | null
}

/** Acts that can be taken back. */
const mostSteps = 200

function stepOf(row: StepRow | undefined): Step | null {
  if (row === undefined) return null
  const stepId = StepId.parse(row.id)
  return { stepId, ...Label.parse(JSON.parse(row.label)) }
}

const changesOf = (row: StepRow): Change[] => Changes.parse(JSON.parse(row.changes))

/** Two parts of one act, as one. */
function joined(row: StepRow, act: Act): { label: Label; changes: Change[] } {
  const before = Label.parse(JSON.parse(row.label))
  const changes = [...changesOf(row), ...act.changes]
  const kind = before.kind === act.kind ? act.kind : 'edited'
  return { label: { kind, works: worksOf(changes), name: before.name === act.name ? act.name : '' }, changes }
}

export function createJournal({ store, now, newId }: { store: Store; now: () => number; newId: NewId }): Journal {
  const context = (): ApplyContext => ({ at: now(), newId })

  return {
    context,

    record(write, act, stepId) {
      if (act.changes.length === 0) return null
      forgetUndone(write)
      const last = newestDone(write)
      if (last !== undefined && last.id === stepId) {
        const { label, changes } = joined(last, act)
        replaceStep(write, last.sequence, { label: JSON.stringify(label), changes: JSON.stringify(changes) })
        return { stepId, ...label }
      }
      const id = stepId ?? StepId.parse(newId())
      const label: Label = { kind: act.kind, works: worksOf(act.changes), name: act.name }
      insertStep(write, { id, label: JSON.stringify(label), changes: JSON.stringify(act.changes), at: now() })
      forgetOldSteps(write, mostSteps)
      return { stepId: id, ...label }
    },

    steps: (read) => ({ undo: stepOf(newestDone(read)), redo: stepOf(oldestUndone(read)) }),

    undo: (stepId) =>
      store.transaction('undo', (write) => {
        const row = newestDone(write)
        if (stepId !== undefined && row?.id !== stepId) {
          throw new Failure('CONFLICT', 'Something else was done since. Undo that first.')
        }
        if (row === undefined) return null
        for (const change of changesOf(row).toReversed()) applyChange(write, context(), inverse(change))
        setUndone(write, row.sequence, true)
        return stepOf(row)
      }),

    redo: () =>
      store.transaction('redo', (write) => {
        const row = oldestUndone(write)
        if (row === undefined) return null
        for (const change of changesOf(row)) applyChange(write, context(), change)
        setUndone(write, row.sequence, false)
        return stepOf(row)
      }),
  }
}

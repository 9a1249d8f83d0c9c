import type { ReadStore, WriteStore } from './handles.ts'

// Steps that can be taken back, oldest first by `sequence`. Those undone are the newest ones, and wait to be done again.

export type StepRow = { sequence: number; id: string; label: string; changes: string; undone: number }

const columns = 'sequence, id, label, changes, undone'

/** The one that undo would turn round. */
export function newestDone(read: ReadStore): StepRow | undefined {
  return read.query<StepRow>(`SELECT ${columns} FROM undo_step WHERE undone = 0 ORDER BY sequence DESC LIMIT 1`).get()
}

/** The one that redo would do again. */
export function oldestUndone(read: ReadStore): StepRow | undefined {
  return read.query<StepRow>(`SELECT ${columns} FROM undo_step WHERE undone = 1 ORDER BY sequence LIMIT 1`).get()
}

export function insertStep(write: WriteStore, step: { id: string; label: string; changes: string; at: number }): void {
  write
    .command('INSERT INTO undo_step (id, label, changes, at) VALUES (?, ?, ?, ?)')
    .run(step.id, step.label, step.changes, step.at)
}

export function replaceStep(write: WriteStore, sequence: number, step: { label: string; changes: string }): void {
  write
    .command('UPDATE undo_step SET label = ?, changes = ? WHERE sequence = ?')
    .run(step.label, step.changes, sequence)
}

export function setUndone(write: WriteStore, sequence: number, undone: boolean): void {
  write.command('UPDATE undo_step SET undone = ? WHERE sequence = ?').run(undone ? 1 : 0, sequence)
}

/** What was undone can't be done again once something else was done. */
export function forgetUndone(write: WriteStore): void {
  write.command('DELETE FROM undo_step WHERE undone = 1').run()
}

/** Keeps the newest `most` steps. */
export function forgetOldSteps(write: WriteStore, most: number): void {
  write.command('DELETE FROM undo_step WHERE sequence <= (SELECT max(sequence) FROM undo_step) - ?').run(most)
}

import { useT } from '../i18n/locale.tsx'
import type { Translate } from '../i18n/translate.ts'
import type { DoctorReport } from '../../shared/contract/app.ts'
import { useClient } from './core.tsx'
import { describeError } from './errors.ts'
import { describeStep, useSteps } from './organise.ts'
import { showToast } from './toasts.ts'
import { useUndo } from './undo.ts'

/**
 * Undoes one act, the last without an id, and says what became of it. Acts of this window come first; before them, those the library
 * remembers from other days.
 */
export function useUndoAct(): (id?: number) => void {
  const t = useT()
  const client = useClient()
  return (id) => {
    const step = useUndo.getState().take(id)
    if (step === null && id !== undefined) return
    const told = (label: string) => showToast({ key: 'undo', title: t('toast.undone', { label }) })
    const undone =
      step === null
        ? client.organise.undo({}).then((done) => done.step !== null && told(describeStep(done.step, t)))
        : step.undo().then(() => told(step.label))
    undone.catch((error: unknown) => {
      if (step !== null) useUndo.getState().push(step)
      tellRefusal(error, t)
    })
  }
}

/** Does again what was undone last; undefined while there is nothing. */
export function useRedoAct(): (() => void) | undefined {
  const t = useT()
  const client = useClient()
  const { redo } = useSteps()
  if (redo === null) return undefined
  return () => {
    client.organise.redo({}).then(
      ({ step }) => {
        if (step === null) return
        const label = describeStep(step, t)
        useUndo.getState().push({ label, undo: () => client.organise.undo({}) })
        showToast({ key: 'undo', title: t('toast.redone', { label }) })
      },
      (error: unknown) => tellRefusal(error, t),
    )
  }
}

function tellRefusal(error: unknown, t: Translate): void {
  const told = describeError(error, t)
  showToast({ key: 'undo', title: t('toast.undoFailed'), detail: told.message, tone: 'needs', copy: told.text })
}

/** A health report as plain text for a message or a bug report. */
export function reportText(report: DoctorReport): string {
  const { versions } = report
  const lines = [
    `META-STAMP ${versions.app} · ${new Date(report.at).toISOString()}`,
    ...Object.entries(versions).map(([name, version]) => `${name}: ${version ?? 'not found'}`),
    `ffmpeg source: ${report.ffmpegSource ?? 'none'}`,
    '',
    ...report.checks.flatMap(({ status, title, detail, next }) => [
      `[${status}] ${title}: ${detail}`,
      ...(next === undefined ? [] : [`    → ${next}`]),
    ]),
  ]
  return lines.join('\n')
}

import { useT } from '../i18n/locale.tsx'
import type { DoctorReport } from '../../shared/contract/app.ts'
import { describeError } from './errors.ts'
import { showToast } from './toasts.ts'
import { useUndo } from './undo.ts'

/** Undoes one step, the last without an id, and says what became of it. */
export function useUndoAct(): (id?: number) => void {
  const t = useT()
  return (id) => {
    const step = useUndo.getState().take(id)
    if (step === null) return
    step.undo().then(
      () => showToast({ key: 'undo', title: t('toast.undone', { label: step.label }) }),
      (error: unknown) => {
        useUndo.getState().push(step)
        const told = describeError(error, t)
        showToast({ key: 'undo', title: t('toast.undoFailed'), detail: told.message, tone: 'needs', copy: told.text })
      },
    )
  }
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

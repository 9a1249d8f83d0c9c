import { useMutation } from '@tanstack/react-query'
import type { DoctorAct, DoctorCheck } from '../../../shared/contract/app.ts'
import { Button } from '../../components/button.tsx'
import { StatusGlyph } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import { navigate } from '../../router/router.ts'
import { useClient } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'

/** A finding that needs a person, with what can be done about it. */
export function ToDo({ check, onDone }: { check: DoctorCheck; onDone(): void }) {
  const t = useT()
  return (
    <article aria-label={check.title} className="flex items-start gap-3 py-3 text-sm">
      <span className="pt-1">
        <StatusGlyph tone="needs" size={14} />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="font-semibold">
          {check.title}
          {check.status !== 'ok' && <span className="text-needs"> · {t(`health.${check.status}`)}</span>}
        </h3>
        <p className="break-words text-muted">{check.detail}</p>
        {check.next !== undefined && <p>{check.next}</p>}
      </div>
      {check.act !== undefined && <Act act={check.act} onDone={onDone} />}
    </article>
  )
}

function Act({ act, onDone }: { act: DoctorAct; onDone(): void }) {
  const t = useT()
  const client = useClient()
  const run = useMutation({
    mutationFn: async () => {
      switch (act) {
        case 'back-up':
          await client.backup.create({})
          return
        case 'resume':
          await client.settings.set({ values: { 'work.paused': false } })
          return
        case 'see-backups':
          navigate({ name: 'settings', section: 'backups' })
          return
        case 'set-ffmpeg':
          navigate({ name: 'settings', section: 'media' })
          return
        case 'see-activity':
          navigate({ name: 'activity' })
      }
    },
    onSuccess: onDone,
    onError: (error) => {
      const told = describeError(error, t)
      showToast({ key: 'health', title: told.message, tone: 'needs', copy: told.text })
    },
  })
  return (
    <Button size="sm" busy={run.isPending} onClick={() => run.mutate()}>
      {t(`health.act.${act}`)}
    </Button>
  )
}

/** One line of the whole list. */
export function Check({ check: { status, title, detail } }: { check: DoctorCheck }) {
  const t = useT()
  return (
    <li className="flex gap-3 py-2 text-sm">
      <span className="pt-1">
        {status === 'ok' ? (
          <span aria-hidden className="block size-3 text-center text-muted text-xs leading-3!">
            ✓
          </span>
        ) : (
          <StatusGlyph tone="needs" />
        )}
      </span>
      <p className="min-w-0 flex-1 break-words text-muted">
        <span className="font-semibold text-ink">{title}</span>
        <span className="sr-only">{`: ${t(`health.${status}`)}. `}</span>
        <span aria-hidden> · </span>
        {detail}
      </p>
    </li>
  )
}

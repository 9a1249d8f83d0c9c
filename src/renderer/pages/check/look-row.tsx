import { FileQuestion, RotateCcw, ShieldCheck, X } from 'lucide-react'
import { extensionOf, kindOfExtension } from '../../../shared/domain/media-kind.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { kindIcons } from '../../components/kind-icons.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { useAdding } from '../../state/adding.ts'
import { useTransport, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { type Look, useLooks } from '../../state/looks.ts'
import { Found } from './found.tsx'

/** One file a person asked about, and the answer. */
export function LookRow({ look }: { look: Look }) {
  const t = useT()
  const format = useFormat()
  const { file, state, id } = look
  const over = state.name === 'found' || state.name === 'failed'
  return (
    <li className="look" aria-label={file.name} aria-busy={over ? undefined : true}>
      <div className="look-picture">
        <Picture look={look} />
      </div>
      <div className="min-w-0">
        <header className="flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <h2 className="truncate font-semibold" title={file.name}>
              {file.name}
            </h2>
            <p className="text-muted text-sm tabular">{format.bytes(file.size)}</p>
          </div>
          <IconButton
            icon={X}
            label={t(over ? 'check.forget' : 'check.stop', { name: file.name })}
            onClick={() => useLooks.getState().forget(id)}
          />
        </header>
        <div className="mt-2" aria-live="polite">
          <Answer look={look} />
        </div>
      </div>
    </li>
  )
}

function Picture({ look: { file, picture } }: { look: Look }) {
  const kind = kindOfExtension(extensionOf(file.name))
  const Icon = kind === undefined ? FileQuestion : kindIcons[kind]
  if (picture === null) return <Icon aria-hidden size={28} strokeWidth={1.25} className="text-faint" />
  return <img src={picture} alt="" draggable={false} decoding="async" />
}

function Answer({ look: { id, file, state } }: { look: Look }) {
  const t = useT()
  const transport = useTransport()
  const { add } = useAdding()
  const writable = useWritable()
  switch (state.name) {
    case 'waiting':
      return <StatusMark tone="quiet">{t('check.waiting')}</StatusMark>
    case 'looking':
      return (
        <ProgressBar className="mt-2 max-w-sm" label={t('check.looking')} detail={t('check.looking')} value={null} />
      )
    case 'failed':
      return (
        <>
          <StatusMark tone="needs">{t('check.failed')}</StatusMark>
          <p className="mt-1 text-sm">{describeError(state.error, t).message}</p>
          <Button
            size="sm"
            className="mt-3"
            icon={RotateCcw}
            onClick={() => useLooks.getState().again(transport.lookUp, id)}
          >
            {t('check.again')}
          </Button>
        </>
      )
    case 'found':
      if (state.works.length > 0) {
        return (
          <>
            <StatusMark tone="matched">{t('check.found', { count: state.works.length })}</StatusMark>
            <ul className="mt-3">
              {state.works.map((found) => (
                <Found key={found.work.assetId} found={found} />
              ))}
            </ul>
          </>
        )
      }
      return (
        <>
          <StatusMark tone="quiet">{t('check.nothing')}</StatusMark>
          <p className="mt-1 text-muted text-sm">{t('check.nothingHint')}</p>
          <Button size="sm" className="mt-3" icon={ShieldCheck} disabled={!writable} onClick={() => add([file])}>
            {t('check.protect')}
          </Button>
        </>
      )
  }
}

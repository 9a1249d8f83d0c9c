import { ReadyQuestionId } from '../../../shared/domain/assistant-tools.ts'
import { useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'

/** Before the first question: what can be asked at once, and what a provider would add. */
export function Welcome(props: { provider: boolean; disabled: boolean; onReady: (id: ReadyQuestionId) => void }) {
  const t = useT()
  return (
    <div className="ask-welcome">
      <h2 className="font-semibold text-lg">{t('ask.emptyTitle')}</h2>
      <p className="mt-1 text-muted">{t('ask.emptyHint')}</p>
      <ul aria-label={t('ask.readyTitle')} className="ask-ready">
        {ReadyQuestionId.options.map((id) => (
          <li key={id}>
            <button type="button" disabled={props.disabled} onClick={() => props.onReady(id)}>
              {t(`ask.ready.${id}`)}
            </button>
          </li>
        ))}
      </ul>
      {!props.provider && (
        <p className="mt-6 text-muted text-sm">
          {t('ask.noProvider')}{' '}
          <Link to={{ name: 'settings', section: 'assistant' }} className="text-ink underline underline-offset-4">
            {t('ask.setUp')}
          </Link>
        </p>
      )}
    </div>
  )
}

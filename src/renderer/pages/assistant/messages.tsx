import { PencilLine, RotateCw } from 'lucide-react'
import { memo } from 'react'
import type { Answer, Question } from '../../../shared/contract/assistant.ts'
import { providerNames, ProviderId } from '../../../shared/domain/assistant-provider.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { VisuallyHidden } from '../../components/visually-hidden.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import type { Translate } from '../../i18n/translate.ts'
import { AnswerText } from './answer-text.tsx'
import { ToolCard } from './tool-card.tsx'

/** A ready question in the page's own language, any other as it was typed. */
export const questionText = ({ ready, text }: Question, t: Translate): string =>
  ready === null ? text : t(`ask.ready.${ready}`)

export const QuestionView = memo(function QuestionView(props: {
  question: Question
  onEdit: ((question: Question) => void) | null
}) {
  const t = useT()
  const { question, onEdit } = props
  return (
    <article className="asked">
      <VisuallyHidden>{t('ask.you')}</VisuallyHidden>
      <p className="asked-text">{questionText(question, t)}</p>
      {onEdit !== null && (
        <IconButton size="sm" icon={PencilLine} label={t('ask.edit')} onClick={() => onEdit(question)} />
      )}
    </article>
  )
})

export const AnswerView = memo(function AnswerView({
  answer,
  onRetry,
}: {
  answer: Answer
  onRetry: (() => void) | null
}) {
  const t = useT()
  const { parts, state, failure } = answer
  const text = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
  return (
    <article className="answered" aria-busy={state === 'streaming' || undefined}>
      {parts.map((part, index) =>
        part.type === 'tool' ? (
          <ToolCard key={part.callId} part={part} conversationId={answer.conversationId} />
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- parts only come in at the end
          <AnswerText key={`text-${index}`} text={part.text} />
        ),
      )}
      {state === 'streaming' && <StatusMark tone="working">{t('ask.answering')}</StatusMark>}
      {state === 'stopped' && <p className="text-muted text-sm">{t('ask.stopped')}</p>}
      {failure !== null && (
        <div role="alert" className="answer-failure">
          <StatusMark tone="needs">{t('ask.failed')}</StatusMark>
          <p>{failure.message}</p>
        </div>
      )}
      {state !== 'streaming' && (
        <footer className="mt-1 flex min-h-7 flex-wrap items-center gap-2 text-muted text-xs">
          <Origin answer={answer} />
          <span className="flex-1" />
          {text !== '' && <CopyButton text={text} variant="ghost" label={t('ask.copy')} />}
          {onRetry !== null && (
            <Button size="sm" variant="ghost" icon={RotateCw} onClick={onRetry}>
              {t('ask.retry')}
            </Button>
          )}
        </footer>
      )}
    </article>
  )
})

/** Who answered, and what it came to. */
function Origin({ answer: { by, usage, costMicro } }: { answer: Answer }) {
  const t = useT()
  const format = useFormat()
  if (by === null) return <span>{t('ask.fromLibrary')}</span>
  const id = ProviderId.safeParse(by.provider)
  const provider = id.success ? providerNames[id.data] : by.provider
  const tokens = usage === null ? null : t('ask.tokens', { count: usage.inputTokens + usage.outputTokens })
  const cost =
    costMicro === null ? null : format.money({ currency: 'USD.6', amount: (costMicro / 1_000_000).toFixed(6) })
  return (
    <span className="tabular">
      {[by.local ? t('ask.byLocal', { model: by.model }) : t('ask.by', { model: by.model, provider }), tokens, cost]
        .filter((each) => each !== null)
        .join(' · ')}
    </span>
  )
}

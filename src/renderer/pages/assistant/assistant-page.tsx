import { skipToken, useQuery } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Message, Question } from '../../../shared/contract/assistant.ts'
import type { ReadyQuestionId } from '../../../shared/domain/assistant-tools.ts'
import type { ConversationId } from '../../../shared/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useT } from '../../i18n/locale.tsx'
import { navigate } from '../../router/router.ts'
import { ask, type Live, useAsking } from '../../state/asking.ts'
import { useClient, useConnectionState, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { Composer } from './composer.tsx'
import { ConversationList } from './conversation-list.tsx'
import { AnswerView, QuestionView, questionText } from './messages.tsx'
import { Welcome } from './welcome.tsx'
import './assistant.css'

/** Questions and answers about a person's own library; the conversations so far beside them. */
export function AssistantPage({ conversationId }: { conversationId: ConversationId | null }) {
  const t = useT()
  return (
    <div className="ask">
      <ConversationList current={conversationId} />
      <div className="ask-room">
        <h1 className="sr-only">{t('ask.title')}</h1>
        <Talk key={conversationId} conversationId={conversationId} />
      </div>
    </div>
  )
}

function Talk({ conversationId }: { conversationId: ConversationId | null }) {
  const t = useT()
  const orpc = useOrpc()
  const client = useClient()
  const writable = useWritable()
  const connected = useConnectionState() === 'open'
  const [editing, setEditing] = useState<Question | null>(null)
  const live = useAsking((state) => (conversationId === null ? undefined : state.live[conversationId]))
  const answers = useQuery(orpc.providers.list.queryOptions({ input: {} })).data?.answers ?? null
  const input = conversationId === null ? skipToken : { conversationId }
  const query = useQuery(orpc.assistant.conversation.queryOptions({ input }))
  const messages = withLive(query.data?.messages ?? [], live)

  const send = async (
    question: { type: 'text'; text: string } | { type: 'ready'; id: ReadyQuestionId },
    replaces: Question | null,
  ): Promise<boolean> => {
    try {
      const id = await ask(client, { conversationId, question, replaces: replaces?.messageId ?? null })
      setEditing(null)
      if (id !== conversationId)
        navigate({ name: 'assistant', conversationId: id }, { replace: conversationId === null })
      return true
    } catch (error) {
      const told = describeError(error, t)
      showToast({ key: 'ask', title: t('ask.notSent'), detail: told.message, tone: 'needs', copy: told.text })
      return false
    }
  }
  const askAgain = (question: Question) =>
    void send(
      question.ready === null ? { type: 'text', text: question.text } : { type: 'ready', id: question.ready },
      question,
    )

  if (conversationId !== null && query.isError && live === undefined) {
    const gone = describeError(query.error, t).code === 'NOT_FOUND'
    return gone ? (
      <EmptyState
        icon={MessagesSquare}
        title={t('ask.gone')}
        description={t('ask.goneHint')}
        actions={<Button onClick={() => navigate({ name: 'assistant', conversationId: null })}>{t('ask.new')}</Button>}
      />
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    )
  }
  const loading = conversationId !== null && query.data === undefined && live === undefined
  return (
    <>
      <Thread live={live !== undefined} length={sizeOf(messages)}>
        {conversationId === null && (
          <Welcome
            provider={answers !== null}
            disabled={!writable || !connected}
            onReady={(id) => void send({ type: 'ready', id }, null)}
          />
        )}
        {loading && <Skeleton className="h-40 w-full" />}
        {messages.map((message, index) => {
          if (message.role === 'person') {
            const editable = live === undefined && message.ready === null && writable
            return <QuestionView key={message.messageId} question={message} onEdit={editable ? setEditing : null} />
          }
          const before = messages[index - 1]
          const last = index === messages.length - 1
          const again = last && live === undefined && writable && before?.role === 'person'
          return <AnswerView key={message.messageId} answer={message} onRetry={again ? () => askAgain(before) : null} />
        })}
      </Thread>
      <Composer
        onStop={live === undefined ? null : live.stop}
        editing={editing === null ? null : questionText(editing, t)}
        onCancelEdit={() => setEditing(null)}
        onAsk={(text) => send({ type: 'text', text }, editing)}
        disabled={!writable || !connected}
      />
    </>
  )
}

/** What is kept, with the answer under way in its place. */
function withLive(kept: readonly Message[], live: Live | undefined): readonly Message[] {
  if (live === undefined) return kept
  const from = kept.findIndex(({ messageId }) => messageId === live.question.messageId)
  return [...(from < 0 ? kept : kept.slice(0, from)), live.question, live.answer]
}

function sizeOf(messages: readonly Message[]): number {
  const last = messages.at(-1)
  const text = last?.role === 'assistant' ? last.parts.at(-1) : undefined
  return (
    messages.length * 1_000_000 +
    (last?.role === 'assistant' ? last.parts.length * 1_000 : 0) +
    (text?.type === 'text' ? text.text.length : 0)
  )
}

const nearEnd = 80

/** Keeps to the end while something comes in, unless the person has scrolled away from it. */
function Thread({ live, length, children }: { live: boolean; length: number; children: React.ReactNode }) {
  const t = useT()
  const ref = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const onScroll = () => {
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [])
  useLayoutEffect(() => {
    const element = ref.current
    if (element !== null && follows.current) element.scrollTop = element.scrollHeight
  }, [length])
  return (
    <div ref={ref} className="ask-thread" role="log" aria-label={t('ask.thread')} aria-busy={live} tabIndex={0}>
      <div className="ask-column">{children}</div>
    </div>
  )
}

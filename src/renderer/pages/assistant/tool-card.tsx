import { useQueries, useQuery } from '@tanstack/react-query'
import { Wrench } from 'lucide-react'
import { useState } from 'react'
import type { ToolPart } from '../../../shared/contract/assistant.ts'
import { ToolName } from '../../../shared/domain/assistant-tools.ts'
import { AssetId, CollectionId } from '../../../shared/domain/ids.ts'
import type { ConversationId } from '../../../shared/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useT } from '../../i18n/locale.tsx'
import type { Translate } from '../../i18n/translate.ts'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { Result } from './result.tsx'

function toolTitle(name: string, t: Translate): string {
  const known = ToolName.safeParse(name)
  return known.success ? t(`ask.tool.${known.data}`) : t('ask.tool.unknown', { name })
}

/** One call: what was asked for, with its real arguments, and what came of it. A change waits here for a person. */
export function ToolCard({ part, conversationId }: { part: ToolPart; conversationId: ConversationId }) {
  const t = useT()
  const title = toolTitle(part.name, t)
  const told = JSON.stringify(part.arguments, null, 1)
  return (
    <section className="tool-card" data-state={part.state} aria-label={title}>
      <header className="mb-2 flex items-center gap-2 text-muted text-xs">
        <Wrench aria-hidden size={13} />
        <span className="flex-1 font-semibold">{title}</span>
        {part.state === 'running' && <StatusMark tone="working">{t('ask.running')}</StatusMark>}
        {part.state === 'refused' && <StatusMark tone="quiet">{t('ask.refused')}</StatusMark>}
        {part.state === 'failed' && <StatusMark tone="needs">{t('ask.toolFailed')}</StatusMark>}
      </header>
      {part.state === 'waiting' && <Approval part={part} conversationId={conversationId} />}
      {part.result !== null && <Result result={part.result} />}
      {part.result === null && part.message !== '' && <p className="text-sm">{part.message}</p>}
      {told !== '{}' && part.state !== 'waiting' && (
        <details className="mt-2 text-xs">
          <summary className="text-muted">{t('ask.arguments')}</summary>
          <pre tabIndex={0} className="mt-1 overflow-x-auto whitespace-pre-wrap break-all font-mono">
            {told}
          </pre>
        </details>
      )}
    </section>
  )
}

const idsOf = (args: unknown): AssetId[] => {
  if (typeof args !== 'object' || args === null) return []
  const listed: unknown[] =
    'assetIds' in args && Array.isArray(args.assetIds) ? args.assetIds : 'assetId' in args ? [args.assetId] : []
  return listed.flatMap((id) => AssetId.safeParse(id).data ?? [])
}
const textOf = (args: unknown, name: string): string | null => {
  const value: unknown =
    typeof args === 'object' && args !== null ? Object.getOwnPropertyDescriptor(args, name)?.value : undefined
  if (Array.isArray(value)) return value.map(String).join(', ')
  return typeof value === 'string' ? value : null
}
const mostNamed = 12

function Approval({ part, conversationId }: { part: ToolPart; conversationId: ConversationId }) {
  const t = useT()
  const client = useClient()
  const orpc = useOrpc()
  const writable = useWritable()
  const [busy, setBusy] = useState(false)
  const ids = idsOf(part.arguments)
  const works = useQueries({
    queries: ids.slice(0, mostNamed).map((assetId) => orpc.library.get.queryOptions({ input: { assetId } })),
  })
  const collectionId = CollectionId.safeParse(textOf(part.arguments, 'collectionId'))
  const collections = useQuery({
    ...orpc.organise.collections.queryOptions({ input: {} }),
    enabled: collectionId.success,
  })
  const collection = collections.data?.items.find((each) => each.collectionId === collectionId.data)
  const names = works.map(({ data }, index) => data?.title ?? ids[index] ?? '')
  const facts: (readonly [string, string | null])[] = [
    [t('ask.field.works'), [...names, ...(ids.length > mostNamed ? [`+ ${ids.length - mostNamed}`] : [])].join(', ')],
    [t('ask.field.tags'), textOf(part.arguments, 'tags')],
    [t('ask.field.collection'), collectionId.success ? (collection?.name ?? collectionId.data) : null],
    [t('ask.field.note'), textOf(part.arguments, 'note')],
  ]
  const decide = (approve: boolean) => {
    setBusy(true)
    client.assistant.decide({ conversationId, callId: part.callId, approve }).catch((error: unknown) => {
      setBusy(false)
      const told = describeError(error, t)
      showToast({ key: 'decide', title: told.message, tone: 'needs', copy: told.text })
    })
  }
  return (
    <div role="group" aria-label={t('ask.waiting')}>
      <p className="font-semibold">{t('ask.waiting')}</p>
      <dl className="card-facts">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="whitespace-pre-wrap break-words">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p className="mt-2 text-muted text-xs">{t('ask.waitingHint')}</p>
      <div className="mt-3 flex gap-2">
        <Button size="sm" variant="ink" disabled={!writable || busy} onClick={() => decide(true)}>
          {t('ask.approve')}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => decide(false)}>
          {t('ask.refuse')}
        </Button>
      </div>
    </div>
  )
}

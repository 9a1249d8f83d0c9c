import { useQuery } from '@tanstack/react-query'
import { Download, Ellipsis, PencilLine, SquarePen, Trash2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { Conversation } from '../../../shared/contract/assistant.ts'
import { ReadyQuestionId } from '../../../shared/domain/assistant-tools.ts'
import type { ConversationId } from '../../../shared/domain/ids.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu } from '../../components/menu.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { Link } from '../../router/link.tsx'
import { navigate } from '../../router/router.ts'
import { useUndoAct } from '../../state/acts.ts'
import { useClient, useOrpc, useWritable } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { useUndo } from '../../state/undo.ts'
import { NameDialog } from '../library/name-dialog.tsx'
import { saveText } from './save-text.ts'

export function ConversationList({ current }: { current: ConversationId | null }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const writable = useWritable()
  const [words, setWords] = useState('')
  const [renaming, setRenaming] = useState<Conversation | null>(null)
  const wanted = useDeferredValue(words)
  const query = useQuery(orpc.assistant.conversations.queryOptions({ input: { words: wanted, limit: 200 } }))
  const acts = useConversationActs(current)
  const items = query.data?.items ?? []
  return (
    <nav aria-label={t('ask.list')} className="ask-list">
      <div className="flex items-center gap-1">
        <SearchField
          label={t('ask.search')}
          clearLabel={t('common.clearSearch')}
          value={words}
          onChange={setWords}
          className="flex-1"
        />
        <IconButton
          icon={SquarePen}
          label={t('ask.new')}
          onClick={() => navigate({ name: 'assistant', conversationId: null })}
        />
      </div>
      {query.data !== undefined && items.length === 0 && (
        <p className="px-2 py-3 text-muted text-sm">{words === '' ? t('ask.none') : t('ask.noneFound')}</p>
      )}
      <ul>
        {items.map((conversation) => {
          const { conversationId, updatedAt } = conversation
          const title = titleOf(conversation, t)
          return (
            <li key={conversationId} className="ask-list-row">
              <Link
                to={{ name: 'assistant', conversationId }}
                aria-current={conversationId === current ? 'page' : undefined}
              >
                <span className="block truncate">{title}</span>
                <span className="block text-muted text-xs">{format.relative(updatedAt, Date.now())}</span>
              </Link>
              <Menu
                align="end"
                trigger={<IconButton size="sm" icon={Ellipsis} label={t('ask.more', { title })} />}
                items={[
                  {
                    id: 'rename',
                    label: t('ask.rename'),
                    icon: PencilLine,
                    disabled: !writable,
                    onSelect: () => setTimeout(() => setRenaming(conversation)),
                  },
                  { id: 'export', label: t('ask.export'), icon: Download, onSelect: () => acts.save(conversationId) },
                  {
                    id: 'delete',
                    label: t('ask.delete'),
                    icon: Trash2,
                    disabled: !writable,
                    onSelect: () => acts.remove(conversationId),
                  },
                ]}
              />
            </li>
          )
        })}
      </ul>
      {renaming !== null && (
        <NameDialog
          title={t('ask.renameTitle')}
          label={t('ask.name')}
          confirm={t('ask.save')}
          name={titleOf(renaming, t)}
          onName={(title) => acts.rename(renaming.conversationId, title)}
          onClose={() => setRenaming(null)}
        />
      )}
    </nav>
  )
}

/** One that began with a ready question is called by it, in the page's own language. */
function titleOf({ title }: Conversation, t: ReturnType<typeof useT>): string {
  const id = /^ready: (.+)$/.exec(title)?.[1]
  const ready = ReadyQuestionId.safeParse(id)
  return ready.success ? t(`ask.ready.${ready.data}`) : title
}

function useConversationActs(current: ConversationId | null) {
  const t = useT()
  const client = useClient()
  const undo = useUndoAct()
  const tell = (error: unknown) => {
    const told = describeError(error, t)
    showToast({ key: 'ask', title: told.message, tone: 'needs', copy: told.text })
  }
  return {
    rename: (conversationId: ConversationId, title: string) => {
      client.assistant.rename({ conversationId, title }).catch(tell)
    },
    save: (conversationId: ConversationId) => {
      client.assistant.export({ conversationId }).then(({ fileName, content }) => saveText(fileName, content), tell)
    },
    remove: (conversationId: ConversationId) => {
      const conversationIds = [conversationId]
      client.assistant.remove({ conversationIds }).then(() => {
        if (current === conversationId) navigate({ name: 'assistant', conversationId: null }, { replace: true })
        const restore = () => client.assistant.restore({ conversationIds })
        const id = useUndo.getState().push({ label: t('ask.restored'), undo: restore })
        const action = { label: t('common.undo'), run: () => undo(id) }
        showToast({ key: 'ask', title: t('ask.deleted'), action })
      }, tell)
    },
  }
}

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { ArrowUp, File, Folder } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { FolderEntry } from '../../shared/contract/intake.ts'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { IconButton } from '../components/icon-button.tsx'
import { kindIcons } from '../components/kind-icons.ts'
import { Skeleton } from '../components/skeleton.tsx'
import { useT } from '../i18n/locale.tsx'
import { useClient, useOrpc } from '../state/core.tsx'
import { describeError } from '../state/errors.ts'
import { type FolderChoice, useInterface } from '../state/interface.ts'
import { showToast } from '../state/toasts.ts'

/** Folders on the core's machine for hosts without a dialog of their own; speaks in opaque ids, never in paths. */
export function FolderBrowser() {
  const open = useInterface((state) => state.overlay === 'browser')
  const choice = useInterface((state) => state.folderChoice)
  return open ? <OpenBrowser choice={choice} /> : null
}

function OpenBrowser({ choice }: { choice: FolderChoice | null }) {
  const t = useT()
  const client = useClient()
  const close = () => useInterface.getState().openOverlay('none')
  const [folderId, setFolderId] = useState<string | null>(null)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const orpc = useOrpc()
  const listing = useQuery(orpc.intake.browse.queryOptions({ input: { folderId }, gcTime: 0 }))
  const here = listing.data

  const enter = (id: string | null) => {
    setFolderId(id)
    setMarked(new Set())
  }
  const confirm = (entryIds: string[]) => {
    const [only = ''] = entryIds
    setBusy(true)
    const chosen = choice === null ? client.intake.addBrowsed({ entryIds }) : choice.choose(only)
    chosen.then(close, (error: unknown) => {
      setBusy(false)
      const told = describeError(error, t)
      const title = choice === null ? t('toast.addFailed') : t('browser.notChosen')
      showToast({ key: 'add', title, detail: told.message, tone: 'needs', copy: told.text })
    })
  }

  return (
    <Dialog
      open
      onOpenChange={close}
      title={choice?.title ?? t('browser.title')}
      description={t(choice === null ? 'browser.hint' : 'browser.chooseHint')}
      footer={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          {marked.size === 0 || choice !== null ? (
            <Button
              variant="primary"
              busy={busy}
              disabled={here === undefined || here.parentId === null}
              onClick={() => here !== undefined && confirm([here.folderId])}
            >
              {choice?.confirmLabel ?? t('browser.protectFolder')}
            </Button>
          ) : (
            <Button variant="primary" busy={busy} onClick={() => confirm([...marked])}>
              {t('browser.protectMarked', { count: marked.size })}
            </Button>
          )}
        </>
      }
    >
      <div className="mb-2 flex h-8 items-center gap-2 text-sm">
        <IconButton
          label={t('browser.up')}
          icon={ArrowUp}
          size="sm"
          disabled={here === undefined || here.parentId === null}
          onClick={() => enter(here?.parentId ?? null)}
        />
        <span className="min-w-0 truncate font-semibold">{here?.name ?? ''}</span>
      </div>
      {listing.isError ? (
        <ErrorState error={listing.error} onRetry={() => void listing.refetch()} />
      ) : here === undefined ? (
        <div aria-busy="true" className="h-80 space-y-2">
          <Skeleton className="h-8 w-2/3" />
          <Skeleton className="h-8 w-1/2" />
          <Skeleton className="h-8 w-3/5" />
        </div>
      ) : (
        <>
          <EntryList
            key={here.folderId}
            label={t('browser.list', { name: here.name })}
            entries={here.entries}
            marked={marked}
            markable={choice === null}
            onMark={setMarked}
            onEnter={enter}
            onUp={here.parentId === null ? null : () => enter(here.parentId)}
          />
          {here.truncated && <p className="mt-2 text-muted text-xs">{t('browser.truncated')}</p>}
        </>
      )}
    </Dialog>
  )
}

const acceptable = (entry: FolderEntry) => entry.type === 'folder' || entry.kind !== null

type EntryListProps = {
  label: string
  entries: readonly FolderEntry[]
  marked: ReadonlySet<string>
  markable: boolean
  onMark(marked: ReadonlySet<string>): void
  onEnter(folderId: string): void
  onUp: (() => void) | null
}

/** A list box: arrows move, Space marks, Enter opens a folder, Backspace goes up, letters jump. */
function EntryList({ label, entries, marked, markable, onMark, onEnter, onUp }: EntryListProps) {
  const t = useT()
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.focus(), [])
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const mark = (index: number) => {
    const entry = entries[index]
    if (!markable || entry === undefined || !acceptable(entry)) return
    const next = new Set(marked)
    if (!next.delete(entry.entryId)) next.add(entry.entryId)
    onMark(next)
  }
  const enter = (index: number) => {
    const entry = entries[index]
    if (entry?.type === 'folder') onEnter(entry.entryId)
    else mark(index)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const last = entries.length - 1
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, active + 1),
      ArrowUp: Math.max(0, active - 1),
      PageDown: Math.min(last, active + 10),
      PageUp: Math.max(0, active - 10),
      Home: 0,
      End: last,
    }
    const to = moves[event.key]
    if (to !== undefined) setActive(Math.max(0, to))
    else if (event.key === ' ') mark(active)
    else if (event.key === 'Enter') enter(active)
    else if (event.key === 'Backspace' && onUp !== null) onUp()
    else if (markable && event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      onMark(new Set(entries.filter(acceptable).map(({ entryId }) => entryId)))
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const after = [...entries.keys()].map((index) => (index + active + 1) % entries.length)
      const found = after.find((index) => entries[index]?.name.toLowerCase().startsWith(event.key.toLowerCase()))
      if (found !== undefined) setActive(found)
    } else return
    event.preventDefault()
  }

  if (entries.length === 0) return <p className="h-80 pt-8 text-center text-muted text-sm">{t('browser.empty')}</p>
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={`entry-${active}`}
      onKeyDown={onKeyDown}
      className="h-80 overflow-y-auto rounded-sm border border-line p-1 focus-visible:outline-offset-0"
    >
      {entries.map((entry, index) => {
        const Icon = entry.type === 'folder' ? Folder : entry.kind === null ? File : kindIcons[entry.kind]
        return (
          <div
            key={entry.entryId}
            id={`entry-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={marked.has(entry.entryId)}
            aria-disabled={!acceptable(entry)}
            onClick={() => {
              setActive(index)
              mark(index)
            }}
            onDoubleClick={() => entry.type === 'folder' && onEnter(entry.entryId)}
            className={clsx(
              'flex h-8 items-center gap-2.5 rounded-xs px-2 text-sm aria-disabled:text-faint',
              index === active && 'bg-hover',
            )}
          >
            <span
              aria-hidden
              className={clsx(
                'flex size-4 items-center justify-center rounded-xs border text-on-ink text-xs',
                marked.has(entry.entryId) ? 'border-ink bg-ink' : 'border-line-strong',
                !(markable && acceptable(entry)) && 'invisible',
              )}
            >
              {marked.has(entry.entryId) && '✓'}
            </span>
            <Icon aria-hidden size={16} className="shrink-0 text-muted" />
            <bdi className="min-w-0 flex-1 truncate">{entry.name}</bdi>
            {!acceptable(entry) && <span className="text-xs">{t('browser.refused')}</span>}
          </div>
        )
      })}
    </div>
  )
}

import type { ReactNode } from 'react'
import { useId, useState } from 'react'
import type { WatchedRoot } from '../../../shared/contract/watch.ts'
import { maxPatternLength, maxPatterns } from '../../../shared/domain/watch-defaults.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { controlClass } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import { useClient } from '../../state/core.tsx'
import { useTelling } from '../activity/use-telling.ts'
import { RulesPreview } from './rules-preview.tsx'

export type RuleLists = { defaultExclude: readonly string[]; always: readonly string[] }

/** The patterns in a text: one a line, empty lines left out. */
export function patternsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().slice(0, maxPatternLength))
    .filter((line) => line !== '')
    .slice(0, maxPatterns)
}

/** What a folder takes in, edited beside what that would do to it. */
export function RulesDialog(props: { root: WatchedRoot; lists: RuleLists; onClose(): void }) {
  const { root, lists, onClose } = props
  const t = useT()
  const client = useClient()
  const tell = useTelling()
  const [exclude, setExclude] = useState(root.exclude.join('\n'))
  const [include, setInclude] = useState(root.include.join('\n'))
  const [symlinks, setSymlinks] = useState(root.symlinks)
  const [drive, setDrive] = useState(root.drive)
  const patterns = { include: patternsOf(include), exclude: patternsOf(exclude) }
  const save = () => {
    tell(client.watch.update({ rootId: root.rootId, ...patterns, symlinks, drive }))
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={t('watched.rulesTitle', { name: root.name })}
      description={t('watched.rulesHint')}
      footer={
        <>
          <Button variant="ghost" className="me-auto" onClick={() => setExclude(lists.defaultExclude.join('\n'))}>
            {t('watched.defaults')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" onClick={save}>
            {t('watched.save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-6 md:grid-cols-2">
        <div className="space-y-4">
          <Lines label={t('watched.exclude')} value={exclude} rows={9} onChange={setExclude} />
          <Lines
            label={t('watched.include')}
            hint={t('watched.includeHint')}
            value={include}
            rows={3}
            onChange={setInclude}
          />
          <Choice label={t('watched.links')}>
            <SegmentedControl<WatchedRoot['symlinks']>
              label={t('watched.links')}
              value={symlinks}
              segments={[
                { value: 'skip', label: t('watched.links.skip') },
                { value: 'follow', label: t('watched.links.follow') },
              ]}
              onChange={setSymlinks}
            />
          </Choice>
          <Choice label={t('watched.drive')}>
            <SegmentedControl<WatchedRoot['drive']>
              label={t('watched.drive')}
              value={drive}
              segments={[
                { value: 'local', label: t('watched.drive.local') },
                { value: 'network', label: t('watched.drive.network') },
              ]}
              onChange={setDrive}
            />
          </Choice>
        </div>
        <div className="min-w-0">
          <RulesPreview rootId={root.rootId} {...patterns} />
          <p className="mt-4 text-muted text-xs">{t('watched.always', { names: lists.always.join(', ') })}</p>
        </div>
      </div>
    </Dialog>
  )
}

function Lines(props: { label: string; hint?: string; value: string; rows: number; onChange(value: string): void }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-semibold text-sm">
        {props.label}
      </label>
      <textarea
        id={id}
        dir="ltr"
        rows={props.rows}
        value={props.value}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        className={`${controlClass} h-auto! w-full resize-y py-1.5 font-mono`}
      />
      {props.hint !== undefined && (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {props.hint}
        </p>
      )}
    </div>
  )
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p aria-hidden className="mb-1 font-semibold text-sm">
        {label}
      </p>
      {children}
    </div>
  )
}

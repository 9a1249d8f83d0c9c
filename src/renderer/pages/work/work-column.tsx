import { clsx } from 'clsx'
import { ArchiveRestore, FolderOpen, Scale, Trash2 } from 'lucide-react'
import type { AssetDetail } from '../../../shared/contract/library.ts'
import { useCommand } from '../../commands/registry.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Mono } from '../../components/mono.tsx'
import { Seal } from '../../components/seal/seal.tsx'
import { AssetStatusMark, StatusMark } from '../../components/status-mark.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { goBack, navigate } from '../../router/router.ts'
import { useAppInfo } from '../../state/core.tsx'
import { useWorkActs } from '../library/use-acts.ts'
import { Facts } from './facts.tsx'
import { FailedNotice } from './failed-notice.tsx'
import { FingerprintDrawn } from './fingerprint-drawn.tsx'
import { FoundIn } from './found-in.tsx'
import { History } from './history.tsx'
import { Places, Versions } from './places.tsx'
import { protectedSince } from './protected-since.ts'
import { QualityBars } from './quality-bars.tsx'
import { Section } from './section.tsx'
import { SimilarWorks } from './similar-works.tsx'
import { SoundDrawn } from './sound-drawn.tsx'
import { TextDrawn } from './text-drawn.tsx'
import { TitleField, useTitleEditing } from './title-field.tsx'
import { Yours } from './yours.tsx'
import './column.css'

/** All there is to know about a work, the most asked first. */
export function WorkColumn({ work }: { work: AssetDetail }) {
  const t = useT()
  const { fingerprint } = work
  return (
    <>
      <Head work={work} />
      <Section title={t('organise.section')}>
        <Yours work={work} />
      </Section>
      {fingerprint?.audio !== undefined && (
        <Section title={t('work.fingerprint')}>
          <SoundDrawn audio={fingerprint.audio} />
        </Section>
      )}
      {fingerprint?.text !== undefined && (
        <Section title={t('work.fingerprint')}>
          <TextDrawn text={fingerprint.text} />
        </Section>
      )}
      {fingerprint?.image !== undefined && (
        <Section title={t(work.kind === 'text' ? 'work.fingerprintOfPage' : 'work.fingerprint')}>
          <FingerprintDrawn image={fingerprint.image} />
        </Section>
      )}
      {(work.status === 'queued' || work.status === 'processing') && (
        <Section title={t('work.fingerprint')}>
          <p className="text-muted text-sm">{t('work.fingerprintNone')}</p>
        </Section>
      )}
      {fingerprint?.quality !== undefined && (
        <Section title={t('work.quality')}>
          <QualityBars quality={fingerprint.quality} />
        </Section>
      )}
      <Section title={t('work.facts')}>
        <Facts work={work} />
      </Section>
      <FoundIn assetId={work.assetId} />
      <SimilarWorks assetId={work.assetId} />
      <Section title={t('work.places')}>
        <Places work={work} />
      </Section>
      {work.versions.length > 1 && (
        <Section title={t('work.versions')}>
          <Versions work={work} />
        </Section>
      )}
      <Section title={t('work.history')}>
        <History events={work.custody} />
      </Section>
      <Section title={t('work.identity')}>
        <p className="mb-1 text-muted text-xs">SHA-256</p>
        <Mono value={work.sha256} name="SHA-256" />
        {fingerprint?.iscc !== undefined && (
          <>
            <p className="mt-2 mb-1 text-muted text-xs">ISCC</p>
            <Mono value={fingerprint.iscc} name="ISCC" />
          </>
        )}
        <p className="mt-2 text-muted text-xs">{t('work.identityHint')}</p>
      </Section>
    </>
  )
}

function Head({ work }: { work: AssetDetail }) {
  const t = useT()
  const format = useFormat()
  const acts = useWorkActs()
  const info = useAppInfo()
  const writable = info?.readOnly === false
  const reveals = info?.capabilities.reveal === true && work.locations.some(({ status }) => status === 'present')
  const trashed = work.trashedAt !== null
  const editing = useTitleEditing(work)
  const remove = async () => {
    if (await acts.remove([work.assetId])) goBack({ name: 'library' })
  }
  const restore = () => void acts.restore([work.assetId])
  const since = protectedSince(work)

  useCommand('selection.rename', editing.begin, writable && !trashed)
  useCommand('selection.reveal', () => void acts.reveal(work.assetId), reveals)
  useCommand('selection.remove', () => void remove(), writable && !trashed)
  useCommand('selection.restore', restore, writable && trashed)

  return (
    <div className="work-first">
      <TitleField work={work} editing={editing} disabled={!writable || trashed} />
      <div className={clsx('mt-4 flex items-end gap-4', work.kind === 'image' && '-ms-1')}>
        <Seal
          hash={work.seal}
          kind={work.kind}
          status={work.status}
          size={128}
          label={t('work.sealOf', { title: work.title })}
        />
        <div className="min-w-0 flex-1">
          {since === null ? (
            <AssetStatusMark status={work.status} />
          ) : (
            <StatusMark tone="protected">{t('work.protectedSince')}</StatusMark>
          )}
          <p className="text-sm tabular">
            {since !== null && format.dateTime(since)}
            {(work.status === 'queued' || work.status === 'processing') && t(`work.${work.status}`)}
          </p>
        </div>
      </div>
      {work.status === 'failed' && <FailedNotice work={work} />}
      {work.trashedAt !== null && (
        <p className="mt-4 text-muted text-sm">{t('work.inTrash', { date: format.date(work.trashedAt) })}</p>
      )}
      <div className="mt-5 flex flex-wrap gap-2">
        {reveals && (
          <Button size="sm" icon={FolderOpen} onClick={() => void acts.reveal(work.assetId)}>
            {t('work.reveal')}
          </Button>
        )}
        {work.fingerprint !== null && (
          <CopyButton size="sm" text={JSON.stringify(work.fingerprint, null, 2)} label={t('work.copyJson')} />
        )}
        {!trashed && (
          <Button size="sm" icon={Scale} onClick={() => navigate({ name: 'value', assetId: work.assetId })}>
            {t('work.value')}
          </Button>
        )}
        {trashed ? (
          <Button size="sm" icon={ArchiveRestore} disabled={!writable} onClick={restore}>
            {t('work.restore')}
          </Button>
        ) : (
          <Button size="sm" variant="ghost" icon={Trash2} disabled={!writable} onClick={() => void remove()}>
            {t('work.remove')}
          </Button>
        )}
      </div>
    </div>
  )
}

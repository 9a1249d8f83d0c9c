import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { ArrowRight, Command, FilePlus2, FolderPlus, LockKeyhole, Settings2, SunMoon } from 'lucide-react'
import { useCommandEnabled, commands } from '../../commands/registry.ts'
import { BrandMark } from '../../components/brand-mark.tsx'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useT } from '../../i18n/locale.tsx'
import { navigate } from '../../router/router.ts'
import { useRecentBatches } from '../../state/batches.ts'
import { useOrpc } from '../../state/core.tsx'
import { FirstWorks } from './first-works.tsx'
import { Handing } from './handing.tsx'
import './first-run.css'

const shown = 5

/** One sentence, one place to drop, two buttons; then the first works, signed before the person's eyes. */
export function FirstRunPage() {
  const t = useT()
  const orpc = useOrpc()
  const { data } = useQuery(orpc.library.list.queryOptions({ input: { limit: shown + 1 } }))
  const counts = useQuery(orpc.library.counts.queryOptions({ input: {} })).data
  const works = data?.items ?? []
  const begun = works.length > 0
  const latest = useRecentBatches()[0]
  const writable = useCommandEnabled('add.files')
  return (
    <div className="h-full overflow-y-auto">
      <div className="absolute end-4 top-4 z-10 flex gap-1">
        <IconButton label={t('command.theme.toggle')} icon={SunMoon} onClick={() => commands.run('theme.toggle')} />
        <IconButton
          label={t('palette.title')}
          keys="CmdOrCtrl+K"
          icon={Command}
          onClick={() => commands.run('palette.open')}
        />
        <IconButton label={t('nav.settings')} icon={Settings2} onClick={() => commands.run('go.settings')} />
      </div>
      <div className="mx-auto flex min-h-full max-w-2xl flex-col justify-center px-8 py-12">
        <BrandMark size={begun ? 40 : 64} className="transition-[width,height]" />
        <h1 className={clsx('font-semibold', begun ? 'mt-4 text-xl' : 'mt-8 text-2xl tracking-[-0.01em]')}>
          {t('first.title')}
        </h1>
        {!begun && <p className="mt-2 max-w-xl text-lg text-muted leading-7!">{t('first.sentence')}</p>}

        {begun && <FirstWorks works={works.slice(0, shown)} counts={counts} />}

        <section
          aria-label={t('first.drop')}
          className={clsx('carved-frame', begun ? 'mt-6 px-6 py-5' : 'mt-10 px-8 py-12')}
        >
          <div className="flex flex-wrap items-center justify-center gap-3">
            <Button
              variant={begun ? 'plain' : 'primary'}
              size={begun ? 'md' : 'lg'}
              icon={FilePlus2}
              disabled={!writable}
              onClick={() => commands.run('add.files')}
            >
              {t('first.files')}
            </Button>
            <Button
              size={begun ? 'md' : 'lg'}
              icon={FolderPlus}
              disabled={!writable}
              onClick={() => commands.run('add.folder')}
            >
              {t('first.folder')}
            </Button>
          </div>
          <p className={clsx('text-center text-muted', begun ? 'mt-3 text-sm' : 'mt-5')}>
            {t(begun ? 'first.more' : 'first.drop')}
          </p>
          <Handing batch={latest} begun={begun} />
        </section>

        {begun ? (
          <div className="mt-8 flex justify-end">
            <Button variant="primary" size="lg" onClick={() => navigate({ name: 'library' })}>
              {t('first.open')}
              <ArrowRight aria-hidden size={18} className="rtl:-scale-x-100" />
            </Button>
          </div>
        ) : (
          <p className="mt-5 flex items-center gap-2 text-muted text-sm">
            <LockKeyhole aria-hidden size={14} className="shrink-0" />
            {t('first.private')}
          </p>
        )}
      </div>
    </div>
  )
}

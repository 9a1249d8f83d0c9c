import { Upload as UploadIcon, X } from 'lucide-react'
import { IconButton } from '../components/icon-button.tsx'
import { ProgressBar } from '../components/progress-bar.tsx'
import { StatusGlyph } from '../components/status-mark.tsx'
import { Tooltip } from '../components/tooltip.tsx'
import { useFormat, useT } from '../i18n/locale.tsx'
import { Link } from '../router/link.tsx'
import { useRecentBatches, workUnderWay } from '../state/batches.ts'
import type { Upload } from '../state/interface.ts'
import { useInterface } from '../state/interface.ts'

/** What is under way, on every screen; leads to Activity. Also shows files that are being handed over, with a stop. */
export function RunningWork() {
  const t = useT()
  const format = useFormat()
  const upload = useInterface((state) => state.upload)
  const handing = ({ done, total }: Upload) =>
    total === null
      ? t('upload.counting', { done: format.number(done) })
      : t('upload.title', { done: format.number(done), total: format.number(total) })
  const work = workUnderWay(useRecentBatches())
  const values = work === null ? {} : { done: format.number(work.done), found: format.number(work.found) }
  const sentence =
    work === null
      ? ''
      : t(work.paused ? 'frame.pausedWork' : work.counted ? 'frame.working' : 'frame.workingCounting', values)
  return (
    <>
      {upload !== null && (
        <div className="mb-2 flex items-center gap-2 px-2 max-lg:flex-col max-lg:px-0">
          <UploadIcon aria-hidden size={16} className="shrink-0 text-working" />
          <ProgressBar
            className="flex-1 max-lg:w-full"
            label={handing(upload)}
            value={upload.total === null || upload.total === 0 ? null : upload.done / upload.total}
          />
          <IconButton size="sm" label={t('upload.cancel')} icon={X} onClick={upload.cancel} side="right" />
        </div>
      )}
      {work !== null && (
        <Tooltip content={sentence} side="right">
          <Link
            to={{ name: 'activity' }}
            aria-label={`${sentence}. ${t('frame.openActivity')}`}
            className="block animate-appear rounded-sm px-2 py-2 text-working hover:bg-hover"
          >
            <span className="mb-2 flex items-center gap-2 text-xs tabular max-lg:justify-center">
              <StatusGlyph tone={work.paused ? 'quiet' : 'working'} size={14} />
              <span className="truncate max-lg:sr-only">{sentence}</span>
            </span>
            <ProgressBar
              label={sentence}
              tone={work.paused ? 'quiet' : 'working'}
              value={work.counted && work.found > 0 ? work.done / work.found : null}
            />
          </Link>
        </Tooltip>
      )}
    </>
  )
}

import { clsx } from 'clsx'

export type ProgressBarProps = {
  /** What is under way; spoken. */
  label: string
  /** 0–1, or null when the end is not known yet. */
  value: number | null
  /** What stands under the line: how far, how fast, how long. */
  detail?: string
  tone?: 'working' | 'quiet' | 'seal'
  className?: string
}

const tones = { working: 'bg-working', quiet: 'bg-line-strong', seal: 'bg-seal' }

/** A thin line that fills; with `null` a mark travels along it. */
export function ProgressBar({ label, value, detail, tone = 'working', className }: ProgressBarProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10
  return (
    <div className={clsx('min-w-0', className)}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === null ? {} : { 'aria-valuenow': percent })}
        {...(detail === undefined ? {} : { 'aria-valuetext': detail })}
        className="relative h-1 overflow-hidden rounded-full bg-pressed"
      >
        {percent === null ? (
          <span className={clsx('absolute inset-y-0 w-[35%] animate-travel rounded-full', tones[tone])} />
        ) : (
          <span
            className={clsx('absolute inset-y-0 start-0 rounded-full transition-[width]', tones[tone])}
            style={{ width: `${percent}%` }}
          />
        )}
      </div>
      {detail !== undefined && <p className="mt-1 truncate text-muted text-xs tabular">{detail}</p>}
    </div>
  )
}

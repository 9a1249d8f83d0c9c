import { clsx } from 'clsx'
import { isMac } from '../commands/platform.ts'
import { keyLabels } from '../commands/shortcut.ts'

/** Keys in accelerator notation, drawn as caps in the platform's own signs. */
export function KeyHint({ keys, tone = 'plain' }: { keys: string; tone?: 'plain' | 'inverse' }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-0.5" dir="ltr">
      {keyLabels(keys, isMac).map((label) => (
        <kbd
          key={label}
          className={clsx(
            'inline-flex h-5 min-w-5 items-center justify-center rounded-xs px-1 font-sans text-xs tabular',
            tone === 'plain' ? 'bg-sunken text-muted ring-1 ring-line ring-inset' : 'bg-transparent text-on-ink',
          )}
        >
          {label}
        </kbd>
      ))}
    </span>
  )
}

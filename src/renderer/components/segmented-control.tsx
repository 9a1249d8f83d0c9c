import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { Tooltip } from './tooltip.tsx'

export type Segment<Value extends string> = { value: Value; label: string; icon?: LucideIcon; keys?: string }

export type SegmentedControlProps<Value extends string> = {
  label: string
  value: Value
  segments: readonly Segment<Value>[]
  onChange(value: Value): void
  /** Icons alone; the label becomes name and tooltip. */
  compact?: boolean
  className?: string
}

export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={props.label}
      value={props.value}
      onValueChange={(value) => {
        const chosen = props.segments.find((segment) => segment.value === value)
        if (chosen !== undefined) props.onChange(chosen.value)
      }}
      className={clsx('inline-flex rounded-sm bg-sunken p-0.5 ring-1 ring-line ring-inset', props.className)}
    >
      {props.segments.map(({ value, label, icon: Icon, keys }) => {
        const item = (
          <ToggleGroup.Item
            key={value}
            value={value}
            aria-label={props.compact === true ? label : undefined}
            className={clsx(
              'inline-flex h-7 items-center justify-center gap-1.5 rounded-xs text-muted text-sm transition-colors hover:text-ink',
              'data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:ring-1 data-[state=on]:ring-line-strong',
              props.compact === true ? 'w-8' : 'px-3',
            )}
          >
            {Icon !== undefined && <Icon aria-hidden size={16} />}
            {props.compact !== true && label}
          </ToggleGroup.Item>
        )
        return props.compact === true ? (
          <Tooltip key={value} content={label} keys={keys}>
            {item}
          </Tooltip>
        ) : (
          item
        )
      })}
    </ToggleGroup.Root>
  )
}

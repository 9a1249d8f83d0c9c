import type { ReactNode } from 'react'

export type ReadingProps = {
  name: string
  /** The element that explains the reading shown. */
  aboutId: string
  shown: boolean
  onShow(): void
  children: ReactNode
  /** The value is wide and stands under its name. */
  wide?: boolean
}

/** One line of a fingerprint: pointed at or reached by Tab, it is explained above. */
export function Reading({ name, aboutId, shown, onShow, children, wide = false }: ReadingProps) {
  return (
    <li
      className="reading"
      data-shown={shown || undefined}
      data-wide={wide || undefined}
      onPointerEnter={onShow}
      onFocus={onShow}
    >
      <button type="button" aria-pressed={shown} aria-describedby={aboutId} onClick={onShow}>
        {name}
      </button>
      <div className="reading-value">{children}</div>
    </li>
  )
}

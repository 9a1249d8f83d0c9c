import type { ComponentProps } from 'react'
import { navigate } from './router.ts'
import type { Route } from './routes.ts'
import { pathOf } from './routes.ts'

/** A link inside the page; other mouse buttons and modified clicks stay the browser's. */
export function Link({ to, onClick, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { to: Route }) {
  return (
    <a
      {...rest}
      href={pathOf(to)}
      draggable={false}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || event.button !== 0) return
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        navigate(to)
      }}
    />
  )
}

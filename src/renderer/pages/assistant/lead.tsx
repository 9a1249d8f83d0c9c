import { Link } from '../../router/link.tsx'
import type { Route } from '../../router/routes.ts'

/** From a card to the screen that has more. */
export function Lead({ to, children }: { to: Route; children: string }) {
  return (
    <p className="mt-2 text-sm">
      <Link to={to} className="underline underline-offset-4">
        {children}
      </Link>
    </p>
  )
}

import { Heart } from 'lucide-react'

/** A work a person has taken to heart; beside its name. */
export function FavouriteMark({ label }: { label: string }) {
  return (
    <span role="img" aria-label={label} title={label} className="favourite-mark">
      <Heart aria-hidden size={12} fill="currentColor" strokeWidth={0} />
    </span>
  )
}

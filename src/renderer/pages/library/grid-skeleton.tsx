import type { LibraryView } from './row-layout.ts'

// Proportions of pictures as they come, so that the sheet looks laid out before the works are on it.
const shapes = [
  [1, 0.72],
  [0.7, 1],
  [1, 1],
  [1, 0.62],
  [0.8, 1],
] as const

/** Quiet paper blocks where works will be. Shown only when the first answer takes its time. */
export function GridSkeleton({ view, thumbnailSize }: { view: LibraryView; thumbnailSize: number }) {
  return (
    <div aria-hidden className="grid-skeleton" data-view={view}>
      {Array.from({ length: view === 'grid' ? 18 : 14 }, (_block, i) => {
        const [width, height] = shapes[(i * 7) % shapes.length] ?? [1, 1]
        return view === 'grid' ? (
          <div key={i} className="grid-skeleton-cell" style={{ width: thumbnailSize, height: thumbnailSize }}>
            <span style={{ width: `${width * 100}%`, height: `${height * 100}%` }} />
          </div>
        ) : (
          <span key={i} className="grid-skeleton-line" />
        )
      })}
    </div>
  )
}

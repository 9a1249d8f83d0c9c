// The arithmetic of a library of any length: every row is as high as the next, so a position is a multiplication and an index
// a division. Pure. "Virtual" offsets belong to the whole content; "physical" ones to what the browser is given to scroll.

export type LibraryView = 'grid' | 'list'

export type LayoutInput = {
  readonly view: LibraryView
  /** Inner size of the scrolling element in CSS pixels. */
  readonly width: number
  readonly height: number
  readonly total: number
  /** Wanted side of a thumbnail in CSS pixels. */
  readonly thumbnailSize: number
}

export type Layout = {
  readonly input: LayoutInput
  readonly view: LibraryView
  readonly height: number
  readonly total: number
  readonly columns: number
  readonly columnWidth: number
  readonly rowHeight: number
  readonly rowCount: number
  readonly padding: number
  readonly virtualHeight: number
  readonly physicalHeight: number
}

/** From `first` up to, and not including, `end`. */
export type Span = { readonly first: number; readonly end: number }

/** Space between cells, and around all of them. */
export const gridGap = 20
export const gridPadding = 24
/** The line with title and seal under a thumbnail. */
export const captionHeight = 32
export const listRowHeight = 44

// Browsers stop laying out near 33.5 million px (Firefox near 17.9); above this the scroll position is scaled.
const tallestElement = 16_000_000
/** Cells on the page at once; with seven or so elements each, and those of the frame, this stays below 2,000. */
const mostCells = 230
const overscanRows: Record<LibraryView, number> = { grid: 2, list: 8 }

export function layoutOf(input: LayoutInput): Layout {
  const { view, width, height, total, thumbnailSize } = input
  const inner = Math.max(1, width - 2 * gridPadding)
  const side = (columns: number) => Math.floor((inner - gridGap * (columns - 1)) / columns)
  const rowOf = (columns: number) => Math.max(1, side(columns)) + captionHeight + gridGap
  let columns = 1
  if (view === 'grid') {
    columns = Math.max(1, Math.round((inner + gridGap) / (thumbnailSize + gridGap)))
    const cells = () => columns * (Math.ceil(height / rowOf(columns)) + 1 + 2 * overscanRows.grid)
    while (columns > 1 && cells() > mostCells) columns -= 1
  }
  const rowHeight = view === 'grid' ? rowOf(columns) : listRowHeight
  const padding = view === 'grid' ? gridPadding : 0
  const rowCount = Math.ceil(total / columns)
  const virtualHeight = rowCount * rowHeight + 2 * padding
  return {
    input,
    view,
    height,
    total,
    columns,
    columnWidth: view === 'grid' ? Math.max(1, side(columns)) : inner,
    rowHeight,
    rowCount,
    padding,
    virtualHeight,
    physicalHeight: Math.min(virtualHeight, tallestElement),
  }
}

/** Furthest virtual offset. */
export function maxTop(layout: Layout): number {
  return Math.max(0, layout.virtualHeight - layout.height)
}

/** The virtual offset behind a scroll position of the browser's. */
export function toVirtual(layout: Layout, physicalTop: number): number {
  const reach = Math.max(0, layout.physicalHeight - layout.height)
  if (layout.physicalHeight === layout.virtualHeight || reach === 0) return clamp(physicalTop, 0, maxTop(layout))
  return clamp((physicalTop / reach) * maxTop(layout), 0, maxTop(layout))
}

/** The scroll position of the browser's for a virtual offset. */
export function toPhysical(layout: Layout, virtualTop: number): number {
  const top = clamp(virtualTop, 0, maxTop(layout))
  if (layout.physicalHeight === layout.virtualHeight) return top
  return (top / maxTop(layout)) * Math.max(0, layout.physicalHeight - layout.height)
}

/** Rows to draw at a virtual offset, some above and below included. */
export function rowsAt(layout: Layout, virtualTop: number): Span {
  const over = overscanRows[layout.view]
  const first = Math.floor((virtualTop - layout.padding) / layout.rowHeight) - over
  const end = Math.ceil((virtualTop - layout.padding + layout.height) / layout.rowHeight) + over
  return { first: clamp(first, 0, layout.rowCount), end: clamp(end, 0, layout.rowCount) }
}

/** Works in a span of rows. */
export function indexesOf(layout: Layout, rows: Span): Span {
  return {
    first: Math.min(layout.total, rows.first * layout.columns),
    end: Math.min(layout.total, rows.end * layout.columns),
  }
}

export function rowOfIndex(layout: Layout, index: number): number {
  return Math.floor(index / layout.columns)
}

/** Virtual offset of a row's upper edge. */
export function rowTop(layout: Layout, row: number): number {
  return layout.padding + row * layout.rowHeight
}

/** The nearest offset at which a work is in full view, with a little air. */
export function topToShow(layout: Layout, virtualTop: number, index: number): number {
  const air = layout.view === 'grid' ? gridPadding : 0
  const upper = rowTop(layout, rowOfIndex(layout, index)) - air
  const lower = upper + layout.rowHeight + air
  if (upper < virtualTop) return clamp(upper, 0, maxTop(layout))
  if (lower > virtualTop + layout.height) return clamp(lower - layout.height, 0, maxTop(layout))
  return virtualTop
}

/** The offset that keeps a work where it stands on the screen when its index or the layout changes. */
export function topToKeep(before: Layout, virtualTop: number, index: number, after: Layout, newIndex: number): number {
  const onScreen = rowTop(before, rowOfIndex(before, index)) - virtualTop
  return clamp(rowTop(after, rowOfIndex(after, newIndex)) - onScreen, 0, maxTop(after))
}

export type Move = 'previous' | 'next' | 'up' | 'down' | 'first' | 'last' | 'pageUp' | 'pageDown'

/** Where a key leads from an index; stays inside 0 … total − 1. Up and down keep the column where there is one. */
export function moved(layout: Layout, index: number, move: Move): number {
  const last = Math.max(0, layout.total - 1)
  const { columns } = layout
  const screen = Math.max(1, Math.floor(layout.height / layout.rowHeight)) * columns
  switch (move) {
    case 'previous':
      return clamp(index - 1, 0, last)
    case 'next':
      return clamp(index + 1, 0, last)
    case 'up':
      return index - columns < 0 ? index : index - columns
    case 'down':
      return below(layout, index, columns, last)
    case 'first':
      return 0
    case 'last':
      return last
    case 'pageUp':
      return index - screen < 0 ? index % columns : index - screen
    case 'pageDown':
      return below(layout, index, screen, last)
  }
}

/** Downwards by whole rows; where the last row has no such column, its last work. */
function below(layout: Layout, index: number, step: number, last: number): number {
  if (index + step <= last) return index + step
  return rowOfIndex(layout, index) < rowOfIndex(layout, last) ? last : index
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

/** A dropped file and where it lay within what was dropped: `holiday/beach/1.jpg`. */
export type DroppedFile = { path: string; file: File }

/** What could not be read while walking; the rest goes on. */
export type UnreadableDrop = { path: string; reason: string }

type Source = Pick<DataTransfer, 'items'>

/**
 * The files of a drop, folders walked through. Call it while the drop event is being handled (the browser empties the
 * transfer afterwards); read it at leisure. Memory stays bounded by the depth of the folders, not by their size: a
 * folder is read a batch at a time, and the next batch only when the last has been taken.
 */
export function filesFromDrop(
  transfer: Source,
  onUnreadable: (problem: UnreadableDrop) => void = () => undefined,
): AsyncGenerator<DroppedFile, void> {
  const roots = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
    .filter((root) => root !== null)
  return walk(roots, onUnreadable)
}

async function* walk(
  roots: readonly (FileSystemEntry | File)[],
  onUnreadable: (problem: UnreadableDrop) => void,
): AsyncGenerator<DroppedFile, void> {
  for (const root of roots) {
    if (root instanceof File) yield { path: root.name, file: root }
    else yield* walkEntry(root, root.name, onUnreadable)
  }
}

async function* walkEntry(
  entry: FileSystemEntry,
  path: string,
  onUnreadable: (problem: UnreadableDrop) => void,
): AsyncGenerator<DroppedFile, void> {
  try {
    if (isFile(entry)) {
      yield { path, file: await fileOf(entry) }
      return
    }
    if (!isDirectory(entry)) return
    const reader = entry.createReader()
    for (;;) {
      const batch = await nextBatch(reader)
      if (batch.length === 0) return
      for (const child of batch) yield* walkEntry(child, `${path}/${child.name}`, onUnreadable)
    }
  } catch (thrown) {
    onUnreadable({ path, reason: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject))

/** Chromium hands out at most 100 at a time; an empty batch is the end. */
const nextBatch = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject))

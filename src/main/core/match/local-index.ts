import type { IndexHandlers, IndexTask, IndexTasks, MatchIndex } from './tasks.ts'

/** The index in the caller's own thread, for commands that end soon and for tests. Loaded with the first question. */
export function localIndex(): MatchIndex {
  let handlers: Promise<IndexHandlers> | null = null
  return {
    async run<T extends IndexTask>(task: T, input: IndexTasks[T]['input']): Promise<IndexTasks[T]['output']> {
      handlers ??= import('./work-index.ts').then(({ createWorkIndex }) => createWorkIndex())
      return (await handlers)[task](input)
    },
    close: async () => undefined,
  }
}

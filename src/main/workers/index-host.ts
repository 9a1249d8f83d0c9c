import type { IndexTask, IndexTasks, MatchIndex } from '../core/match/tasks.ts'
import type { Logger } from '../core/log/logger.ts'
import { superviseThread } from './supervised-thread.ts'
import type { NoMethods } from './thread-messages.ts'

export type IndexMethods = IndexTasks

const readyTimeoutMs = 30_000

/** One thread, started with the first question. */
export function createMatchIndex(options: { threadUrl: URL; logger: Logger }): MatchIndex {
  const thread = superviseThread<IndexMethods, NoMethods>({
    name: 'The index of works',
    url: options.threadUrl,
    readyTimeoutMs,
    handlers: {},
    replaceWhenUnresponsive: false,
    blameCalls: false,
    logger: options.logger,
  })
  return {
    run: <T extends IndexTask>(task: T, input: IndexTasks[T]['input']) => thread.call(task, input),
    close: () => thread.close(),
  }
}

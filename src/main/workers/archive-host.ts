import type { Archive, ArchiveTask, ArchiveTasks } from '../core/backup/tasks.ts'
import type { Logger } from '../core/log/logger.ts'
import { superviseThread } from './supervised-thread.ts'
import type { NoMethods } from './thread-messages.ts'

export type ArchiveMethods = ArchiveTasks

const readyTimeoutMs = 30_000

/** A thread for each task, gone when it is done: backups are rare, and memory is not held for the next one. */
export function createArchive(options: { threadUrl: URL; logger: Logger }): Archive {
  return {
    async run<T extends ArchiveTask>(task: T, input: ArchiveTasks[T]['input']) {
      const thread = superviseThread<ArchiveMethods, NoMethods>({
        name: 'The part of the program that keeps backups',
        url: options.threadUrl,
        readyTimeoutMs,
        handlers: {},
        replaceWhenUnresponsive: false,
        blameCalls: true,
        logger: options.logger,
      })
      try {
        return await thread.call(task, input)
      } finally {
        await thread.close()
      }
    },
  }
}

import { archiveHandlers } from '../core/backup/archive.ts'
import type { ArchiveMethods } from './archive-host.ts'
import { serveThread } from './serve-thread.ts'
import type { NoMethods } from './thread-messages.ts'

// Entry of the archive thread: it copies, checks and compares whole library files while the core goes on.
await serveThread<ArchiveMethods, NoMethods>(async () => archiveHandlers)

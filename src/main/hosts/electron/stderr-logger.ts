import type { Logger } from '../../core/log/logger.ts'

/** One JSON line per event on stderr: what a terminal, journald or a crash report picks up. */
export function lineLogger(write: (line: string) => void, now: () => number): Logger {
  return {
    log: (level, event, fields = {}) => {
      if (level === 'debug') return
      write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })}\n`)
    },
  }
}

/** Conventional exit codes: 128 and the number of the signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** The core gives itself a second; what takes this long hangs. */
const patienceMs = 5_000

/** Closes at the first signal and then lets the program end with that signal's code; a second signal ends it at once. */
export function closeOnSignals(close: () => Promise<void>): void {
  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const code = exitCodes[signal]
      if (closing) process.exit(code)
      closing = true
      process.exitCode = code
      setTimeout(() => process.exit(code), patienceMs).unref()
      close().then(
        () => process.exit(code),
        () => process.exit(1),
      )
    })
  }
}

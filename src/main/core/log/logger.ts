/** Where the core writes what happened. Fields are plain JSON; secrets and file contents never enter them. */
export interface Logger {
  log(level: 'debug' | 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, unknown>>): void
}

export const silentLogger: Logger = { log: () => undefined }

import type { Command } from 'commander'
import type { Session } from './session.ts'

/** A command's own exit code, once it has printed what it had to. */
export type Run = (session: Session) => Promise<number>
export type AddCommand = (
  signature: string,
  description: string,
  examples: readonly string[],
  parent?: Command,
) => Command

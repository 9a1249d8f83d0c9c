import type { MessagePort } from 'node:worker_threads'
import type { AssetId } from '../../shared/domain/ids.ts'
import type { MediaVariant } from '../../shared/domain/media-kind.ts'
import type { CoreOptions, MediaAnswer, Shell } from '../core/core.ts'

// What the host and the core thread can ask of each other.

export type CoreMethods = {
  /** The port is transferred; the thread speaks the contract on it until either end closes. */
  connect: { input: { port: MessagePort; audience: 'page' | 'shell' }; output: null }
  media: { input: { assetId: AssetId; variant: MediaVariant }; output: MediaAnswer | null }
  close: { input: null; output: null }
}

export type ShellMethods = {
  choosePaths: { input: Parameters<Required<Shell>['choosePaths']>[0]; output: string[] }
  revealPath: { input: string; output: null }
  saveFile: { input: Parameters<Required<Shell>['saveFile']>[0]; output: boolean }
  openExternal: { input: string; output: null }
}

/** The core's options as plain data; the thread makes the rest. */
export type CoreThreadData = Omit<CoreOptions, 'compute' | 'archive' | 'index' | 'shell' | 'logger' | 'now'> & {
  computeThreadUrl: string
  archiveThreadUrl: string
  indexThreadUrl: string
  poolSize: number
  /** Which of the shell's parts this host has. */
  shellHas: readonly (keyof Shell)[]
}

/** The note that carries one log line. */
export const logNote = 'log'

/** The one object that the Electron preload gives the page. */
export type Bridge = {
  connect(): void
  addDropped(files: File[]): Promise<{ batchId: string }>
  /** Begins the system's own drag with the files of these works. */
  dragOut(assetIds: string[]): Promise<{ files: number }>
  /** What the shell knows of a file that is not added; `key` names the question. */
  lookUp(key: string, file: File): Promise<unknown>
  endLookUp(key: string): Promise<void>
}

/** The bridge, or null where the page runs in a browser. */
export function bridgeOf(page: object): Bridge | null {
  const found: unknown = 'metastamp' in page ? page.metastamp : undefined
  return isBridge(found) ? found : null
}

const functions = ['connect', 'addDropped', 'dragOut', 'lookUp', 'endLookUp'] as const

const isBridge = (value: unknown): value is Bridge =>
  typeof value === 'object' &&
  value !== null &&
  functions.every((name) => typeof Object.getOwnPropertyDescriptor(value, name)?.value === 'function')

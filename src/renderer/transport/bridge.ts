/** The one object that the Electron preload gives the page. */
export type Bridge = {
  connect(): void
  addDropped(files: File[]): Promise<{ batchId: string }>
  /** Begins the system's own drag with the files of these works. */
  dragOut(assetIds: string[]): Promise<{ files: number }>
}

/** The bridge, or null where the page runs in a browser. */
export function bridgeOf(page: object): Bridge | null {
  const found: unknown = 'metastamp' in page ? page.metastamp : undefined
  return isBridge(found) ? found : null
}

const isBridge = (value: unknown): value is Bridge =>
  typeof value === 'object' &&
  value !== null &&
  'connect' in value &&
  typeof value.connect === 'function' &&
  'addDropped' in value &&
  typeof value.addDropped === 'function' &&
  'dragOut' in value &&
  typeof value.dragOut === 'function'

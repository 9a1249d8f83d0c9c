import { isMarkedAsUntransferable } from 'node:worker_threads'

/** Below this a copy costs less than handing a buffer over. */
const worthMovingBytes = 4096
const maxDepth = 4

/**
 * The buffers of `value` that can be moved to another thread instead of copied: whole ArrayBuffers behind a Uint8Array
 * that spans all of them, so that no neighbour (Node's shared Buffer pool, a view of a larger file) loses its bytes.
 * Looks through plain objects and arrays, a few levels deep.
 */
export function transferablesOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  collect(value, 0, found)
  return [...found]
}

function collect(value: unknown, depth: number, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return
  if (ArrayBuffer.isView(value)) {
    if (value instanceof Uint8Array && spansItsBuffer(value)) found.add(value.buffer)
    return
  }
  const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const child of children) collect(child, depth + 1, found)
}

function spansItsBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  const { buffer } = bytes
  return (
    buffer instanceof ArrayBuffer &&
    bytes.byteOffset === 0 &&
    bytes.byteLength === buffer.byteLength &&
    bytes.byteLength >= worthMovingBytes &&
    !isMarkedAsUntransferable(buffer)
  )
}

/** Samples that arrive in pieces, cut into overlapping frames. */
export type Framer = {
  /** Appends samples; calls back for every frame that is full. */
  push(samples: Float32Array | Int16Array | Float64Array): void
  /** How many samples have been pushed. */
  readonly length: number
}

/** `onFrame` reads `size` samples of `buffer` from `offset` on before it returns: the buffer is used again. */
export function createFramer(
  { size, hop }: { size: number; hop: number },
  onFrame: (buffer: Float64Array, offset: number) => void,
): Framer {
  let buffer = new Float64Array(size * 8)
  let start = 0
  let end = 0
  let length = 0
  // With a hop beyond the frame's end, samples that no frame wants.
  let skip = 0
  return {
    get length() {
      return length
    },
    push(pushed) {
      length += pushed.length
      const samples = skip === 0 ? pushed : pushed.subarray(Math.min(skip, pushed.length))
      skip -= pushed.length - samples.length
      if (end + samples.length > buffer.length) {
        const kept = end - start
        const target = kept + samples.length > buffer.length ? new Float64Array(2 * (kept + samples.length)) : buffer
        target.set(buffer.subarray(start, end))
        buffer = target
        start = 0
        end = kept
      }
      buffer.set(samples, end)
      end += samples.length
      while (end - start >= size) {
        onFrame(buffer, start)
        start += hop
      }
      if (start <= end) return
      skip = start - end
      start = 0
      end = 0
    },
  }
}

// Carries structured-clone values, as Electron's IPC does, through JSON. One self-contained function: its source also runs in the page.

export type Codec = { encode: (value: unknown) => string; decode: (text: string) => unknown }

export function createCodec(): Codec {
  type Tagged = { $: string; v?: unknown }
  const views: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Uint8Array,
    Uint8ClampedArray,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  }
  const bytesOf = (value: ArrayBuffer | ArrayBufferView): Tagged => {
    const view =
      value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    let text = ''
    for (let at = 0; at < view.length; at += 32_768) text += String.fromCharCode(...view.subarray(at, at + 32_768))
    return { $: 'bytes', v: [value instanceof ArrayBuffer ? 'ArrayBuffer' : value.constructor.name, btoa(text)] }
  }
  const pack = (value: unknown): unknown => {
    if (value === undefined) return { $: 'undefined' }
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
    if (typeof value === 'number') {
      if (Number.isFinite(value) && !Object.is(value, -0)) return value
      return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) }
    }
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) }
    if (Array.isArray(value)) return value.map(pack)
    if (value instanceof Date) return { $: 'date', v: value.getTime() }
    if (value instanceof Map) return { $: 'map', v: [...value].map(([key, item]) => [pack(key), pack(item)]) }
    if (value instanceof Set) return { $: 'set', v: [...value].map(pack) }
    if (value instanceof RegExp) return { $: 'regexp', v: [value.source, value.flags] }
    if (value instanceof Error) return { $: 'error', v: [value.name, value.message] }
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return bytesOf(value)
    return { $: 'object', v: Object.entries(value).map(([key, item]) => [key, pack(item)]) }
  }
  const unpackBytes = (name: string, text: string): unknown => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    if (name === 'ArrayBuffer') return bytes.buffer
    const View = views[name]
    if (View === undefined) throw new Error(`electron double: no view named ${name}`)
    return new View(bytes.buffer)
  }
  // What this reads was written by `pack` above, so shapes are known; the casts say which.
  const unpack = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(unpack)
    const { $: tag, v } = value as Tagged
    switch (tag) {
      case 'undefined':
        return undefined
      case 'number':
        return Number(v)
      case 'bigint':
        return BigInt(v as string)
      case 'date':
        return new Date(v as number)
      case 'map':
        return new Map((v as [unknown, unknown][]).map(([key, item]) => [unpack(key), unpack(item)]))
      case 'set':
        return new Set((v as unknown[]).map(unpack))
      case 'regexp':
        return new RegExp((v as [string, string])[0], (v as [string, string])[1])
      case 'error':
        return Object.assign(new Error((v as [string, string])[1]), { name: (v as [string, string])[0] })
      case 'bytes':
        return unpackBytes((v as [string, string])[0], (v as [string, string])[1])
      default:
        return Object.fromEntries((v as [string, unknown][]).map(([key, item]) => [key, unpack(item)]))
    }
  }
  return {
    // Cloning first refuses functions, symbols and handles, just as Electron refuses them.
    encode: (value) => {
      const copy: unknown = structuredClone(value)
      if (typeof Buffer !== 'undefined' && Buffer.isBuffer(value)) return JSON.stringify(bytesOf(new Uint8Array(value)))
      return JSON.stringify(pack(copy))
    },
    decode: (text) => unpack(JSON.parse(text)),
  }
}

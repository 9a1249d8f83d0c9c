// A small assembler for WebAssembly with 128-bit SIMD (WebAssembly Core Specification 2.0, §5): just what the pixel loops need. Bytes are
// made when a thread starts, so there is no binary in the sources and no compiler in the build.

export type Code = readonly number[]
type Local = { readonly local: number }
/** An expression; a number is an i32 constant, a local its value. */
export type Value = Code | Local | number
export type LocalType = 'i32' | 'i64' | 'f32' | 'v128'

const typeCodes: Readonly<Record<LocalType, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, v128: 0x7b }

function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0))
    rest >>>= 7
  } while (rest !== 0)
  return bytes
}

function signed(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value | 0; ; rest >>= 7) {
    const last = rest >> 6 === 0 || rest >> 6 === -1
    bytes.push((rest & 127) | (last ? 0 : 128))
    if (last) return bytes
  }
}

function isCode(value: Code | Local): value is Code {
  return Array.isArray(value)
}

function push(value: Value): Code {
  if (typeof value === 'number') return [0x41, ...signed(value)]
  return isCode(value) ? value : [0x20, ...unsigned(value.local)]
}

type Binary = (left: Value, right: Value) => Code
const binary = (...opcode: number[]): Binary => {
  return (left, right) => [...push(left), ...push(right), ...opcode]
}
const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)]
const unary = (...opcode: number[]) => {
  return (value: Value): Code => [...push(value), ...opcode]
}
/** Alignment is a hint only; 0 is always right. */
const loader = (...opcode: number[]) => {
  return (address: Value, offset = 0): Code => [...push(address), ...opcode, 0, ...unsigned(offset)]
}
const storer = (...opcode: number[]) => {
  return (address: Value, value: Value, offset = 0): Code => [
    ...push(address),
    ...push(value),
    ...opcode,
    0,
    ...unsigned(offset),
  ]
}

export const seq = (...parts: readonly Code[]): Code => parts.flat()
export const set = (to: Local, value: Value): Code => [...push(value), 0x21, ...unsigned(to.local)]
export const add = binary(0x6a)
export const shiftRightUnsigned = binary(0x76)
export const sub = binary(0x6b)
export const mul = binary(0x6c)
export const and = binary(0x71)
export const equal = binary(0x46)
export const lessSigned = binary(0x48)
export const lessUnsigned = binary(0x49)
export const atLeastSigned = binary(0x4e)
export const select = (whenTrue: Value, whenFalse: Value, condition: Value): Code => [
  ...push(whenTrue),
  ...push(whenFalse),
  ...push(condition),
  0x1b,
]
export const step = (counter: Local, by: Value): Code => set(counter, add(counter, by))
export const when = (condition: Value, ...body: readonly Code[]): Code => [
  ...push(condition),
  0x04,
  0x40,
  ...seq(...body),
  0x0b,
]
export const loopWhile = (condition: Value, ...body: readonly Code[]): Code => [
  ...[0x02, 0x40, 0x03, 0x40, ...push(condition), 0x45, 0x0d, 1],
  ...seq(...body),
  ...[0x0c, 0, 0x0b, 0x0b],
]

export const loadI32 = loader(0x28)
export const loadU8 = loader(0x2d)
export const loadF32 = loader(0x2a)
export const storeI32 = storer(0x36)
export const storeF32 = storer(0x38)
export const i64 = {
  load: loader(0x29),
  xor: binary(0x85),
  add: binary(0x7c),
  ones: unary(0x7b),
  toI32: unary(0xa7),
}
export const f32 = {
  add: binary(0x92),
  sub: binary(0x93),
  mul: binary(0x94),
  ofI32: unary(0xb2),
}

export const v128 = {
  load: loader(...vector(0)),
  loadU8x8: loader(...vector(2)),
  loadSplat32: loader(...vector(9)),
  loadU32: loader(...vector(92)),
  loadU64: loader(...vector(93)),
  store: storer(...vector(11)),
  /** The lowest 32 or 64 bits. */
  storeLow32: (address: Value, value: Value, offset = 0): Code => [...storer(...vector(90))(address, value, offset), 0],
  storeLow64: (address: Value, value: Value, offset = 0): Code => [...storer(...vector(91))(address, value, offset), 0],
  and: binary(...vector(78)),
  or: binary(...vector(80)),
  xor: binary(...vector(81)),
  anyTrue: unary(...vector(83)),
  /** 16 bytes picked from the 32 of both. */
  shuffle: (left: Value, right: Value, bytes: readonly number[]): Code => {
    if (bytes.length !== 16) throw new RangeError(`a shuffle picks 16 bytes, not ${bytes.length}`)
    return [...push(left), ...push(right), ...vector(13), ...bytes]
  },
}
const constant = (bytes: Uint8Array): Code => [...vector(12), ...bytes]
export const zero = constant(new Uint8Array(16))

export const u8x16 = {
  narrowI16: binary(...vector(102)),
  bitCount: unary(...vector(98)),
  addSaturating: binary(...vector(112)),
  atMost: binary(...vector(42)),
}
export const i16x8 = {
  of: (lanes: readonly number[]): Code => constant(new Uint8Array(Int16Array.from(lanes).buffer)),
  splat: unary(...vector(16)),
  pairsOfU8: unary(...vector(125)),
  narrowI32: binary(...vector(133)),
  lowOfU8: unary(...vector(137)),
  highOfU8: unary(...vector(138)),
  shiftLeft: binary(...vector(139)),
  shiftRight: binary(...vector(141)),
  add: binary(...vector(142)),
  sub: binary(...vector(145)),
  less: binary(...vector(47)),
}
export const i32x4 = {
  of: (lanes: readonly number[]): Code => constant(new Uint8Array(Int32Array.from(lanes).buffer)),
  splat: unary(...vector(17)),
  shiftLeft: binary(...vector(171)),
  shiftRight: binary(...vector(172)),
  shiftRightUnsigned: binary(...vector(173)),
  add: binary(...vector(174)),
  /** Products of 16-bit lanes, neighbours added. */
  dot: binary(...vector(186)),
}
export const i64x2 = {
  lowOfI32: unary(...vector(199)),
  highOfI32: unary(...vector(200)),
  add: binary(...vector(206)),
}
export const f32x4 = {
  of: (lanes: readonly number[]): Code => constant(new Uint8Array(Float32Array.from(lanes).buffer)),
  splat: unary(...vector(19)),
  add: binary(...vector(228)),
  sub: binary(...vector(229)),
  mul: binary(...vector(230)),
  div: binary(...vector(231)),
  ofI32: unary(...vector(250)),
}

export type Kernel = { name: string; parameters: number; locals: readonly LocalType[]; body: Code }

/** A function without a result; its parameters are all i32. Locals start as zero. */
export function kernel<const Names extends readonly string[]>(
  name: string,
  parameters: Names,
  write: (locals: Record<Names[number], Local>, local: (type: LocalType) => Local) => Code,
): Kernel {
  const locals: LocalType[] = []
  const named: Record<string, Local> = Object.fromEntries(parameters.map((key, local) => [key, { local }]))
  // The keys are exactly the names that were given, which fromEntries cannot tell.
  const given = named as Record<Names[number], Local>
  const body = write(given, (type) => ({ local: parameters.length + locals.push(type) - 1 }))
  return { name, parameters: parameters.length, locals, body }
}

const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes]
const list = (entries: readonly Code[]): Code => [...unsigned(entries.length), ...entries.flat()]
const text = (value: string): Code => sized([...new TextEncoder().encode(value)])
const section = (id: number, content: Code): Code => [id, ...sized(content)]

/** The module of these kernels, exported by name, over a memory imported as env.memory. */
export function assemble(kernels: readonly Kernel[]): Uint8Array<ArrayBuffer> {
  const types = kernels.map(({ parameters }) => [
    0x60,
    ...list(Array.from({ length: parameters }, () => [typeCodes.i32])),
    0,
  ])
  const imports = [[...text('env'), ...text('memory'), 2, 0, 1]]
  const exports = kernels.map(({ name }, index) => [...text(name), 0, ...unsigned(index)])
  const bodies = kernels.map(({ locals, body }) =>
    sized([...list(locals.map((type) => [1, typeCodes[type]])), ...body, 0x0b]),
  )
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list(imports)),
    ...section(3, list(kernels.map((_, index) => unsigned(index)))),
    ...section(7, list(exports)),
    ...section(10, list(bodies)),
  ])
}

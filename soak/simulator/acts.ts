import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from './world.ts'

// What people and their programs do to files. Each act says what it means for the library, as far as it does by itself.

export type Done = {
  said: string
  /** Paths whose content is new, and was another before: the next version of the same work. */
  edited?: string[]
  moved?: { from: string; to: string }[]
  copied?: { from: string; to: string }[]
  deleted?: string[]
}

/** Returns undefined when there is nothing to do it to. */
export type Act = (world: World) => Done | undefined | Promise<Done | undefined>

const names = [
  'a',
  'b',
  'c',
  'Über',
  'café',
  'cafe\u0301',
  '日本',
  'עברית',
  '🎨',
  'x'.repeat(240),
  'with space',
  "o'neil",
]

function newPath(world: World, extension?: string): string {
  const folder = world.pick(world.folders()) ?? ''
  const name = world.pick(names) ?? ''
  return free(join(folder, `${name}${extension ?? (world.chance(0.8) ? '.png' : '.txt')}`))
}

/** The path itself, or one beside it that nothing has. */
function free(path: string): string {
  const extension = extname(path)
  const stem = path.slice(0, path.length - extension.length)
  for (let number = 0; ; number++) {
    const tried = number === 0 ? path : `${stem}-${number}${extension}`
    if (!existsSync(tried)) return tried
  }
}

const named = (path: string): string => join(basename(dirname(path)), basename(path))

const create: Act = (world) => {
  if (world.here().length === 0) return undefined
  const path = newPath(world)
  if (world.chance(0.2)) {
    mkdirSync(join(dirname(path), 'new', 'deep'), { recursive: true })
    const deep = free(join(dirname(path), 'new', 'deep', basename(path)))
    writeFileSync(deep, world.content(deep))
    return { said: `create ${named(deep)}` }
  }
  writeFileSync(path, world.content(path))
  return { said: `create ${named(path)}` }
}

const append: Act = (world) => {
  const path = world.pick(world.files().filter((each) => each.endsWith('.txt')))
  if (path === undefined) return undefined
  appendFileSync(path, `And ${world.below(1_000_000)} more.\n`)
  world.keep(readFileSync(path))
  return { said: `append to ${named(path)}`, edited: [path] }
}

const replace: Act = (world) => {
  const path = world.pick(world.files())
  if (path === undefined) return undefined
  writeFileSync(path, world.content(path))
  return { said: `write over ${named(path)}`, edited: [path] }
}

/** The size and the time stay: only the number of the file tells. */
const replaceUnseen: Act = (world) => {
  const path = world.pick(world.files().filter((each) => each.endsWith('.txt')))
  if (path === undefined) return undefined
  const { atime, mtime, size } = statSync(path)
  const text = Buffer.alloc(size, `${world.below(1_000_000)} words. `)
  writeFileSync(`${path}.tmp`, world.keep(text))
  utimesSync(`${path}.tmp`, atime, mtime)
  renameSync(`${path}.tmp`, path)
  return { said: `replace ${named(path)}, same size and time`, edited: [path] }
}

const atomicSave: Act = (world) => {
  const path = world.pick(world.files())
  if (path === undefined) return undefined
  const beside = join(dirname(path), `.${world.below(1_000_000)}.tmp`)
  writeFileSync(beside, world.content(path))
  renameSync(beside, path)
  return { said: `save ${named(path)} by renaming over it`, edited: [path] }
}

/** The old one is put aside under a name that is left out, and taken away afterwards. */
const backupSave: Act = async (world) => {
  const path = world.pick(world.files().filter((each) => basename(each).length < 230))
  if (path === undefined) return undefined
  const aside = `${path}~`
  renameSync(path, aside)
  await sleep(world.below(30))
  writeFileSync(path, world.content(path))
  if (world.chance(0.5)) rmSync(aside)
  return { said: `save ${named(path)}, the old one put aside`, edited: [path] }
}

const slowSave: Act = async (world) => {
  if (world.here().length === 0) return undefined
  const path = newPath(world, '.png')
  const bytes = world.content(path)
  writeFileSync(path, bytes.subarray(0, bytes.length / 2))
  await sleep(world.below(400))
  // Its drive may have gone meanwhile.
  if (existsSync(path)) appendFileSync(path, bytes.subarray(bytes.length / 2))
  return { said: `write ${named(path)} with a pause` }
}

const touch: Act = (world) => {
  const path = world.pick(world.files())
  if (path === undefined) return undefined
  const at = 1_600_000_000 + world.below(100_000_000)
  utimesSync(path, at, at)
  return { said: `touch ${named(path)}` }
}

const rename: Act = (world) => {
  const from = world.pick(world.files())
  if (from === undefined) return undefined
  const to = newPath(world, extname(from))
  renameSync(from, to)
  return { said: `rename ${named(from)} to ${named(to)}`, moved: [{ from, to }] }
}

const changeCase: Act = (world) => {
  const from = world.pick(world.files())
  if (from === undefined) return undefined
  const other = basename(from) === basename(from).toUpperCase() ? 'toLowerCase' : 'toUpperCase'
  const to = join(dirname(from), basename(from)[other]())
  if (to === from || existsSync(to)) return undefined
  renameSync(from, to)
  return { said: `rename ${named(from)} to ${named(to)}`, moved: [{ from, to }] }
}

/** Between drives: a copy that keeps its time or not, then the old one goes. */
const carry: Act = (world) => {
  const from = world.pick(world.files())
  if (from === undefined) return undefined
  const to = newPath(world, extname(from))
  cpSync(from, to, { preserveTimestamps: world.chance(0.5) })
  unlinkSync(from)
  return { said: `carry ${named(from)} to ${named(to)}`, moved: [{ from, to }] }
}

const moveFolder: Act = (world) => {
  const from = world.pick(world.folders().filter((folder) => !world.roots.includes(folder)))
  const into = world.pick(world.folders().filter((folder) => !`${folder}/`.startsWith(`${from}/`)))
  if (from === undefined || into === undefined) return undefined
  const to = free(join(into, basename(from)))
  const inside = world.files().filter((path) => path.startsWith(`${from}/`))
  renameSync(from, to)
  return {
    said: `move the folder ${named(from)} to ${named(to)}`,
    moved: inside.map((path) => ({ from: path, to: to + path.slice(from.length) })),
  }
}

const swap: Act = (world) => {
  const [a, b] = [world.pick(world.files()), world.pick(world.files())]
  if (a === undefined || b === undefined || a === b || extname(a) !== extname(b)) return undefined
  const between = join(dirname(a), '.swap.tmp')
  renameSync(a, between)
  renameSync(b, a)
  renameSync(between, b)
  return { said: `swap ${named(a)} and ${named(b)}` }
}

const copy: Act = (world) => {
  const from = world.pick(world.files())
  if (from === undefined) return undefined
  const to = newPath(world, extname(from))
  if (world.chance(0.3)) linkSync(from, to)
  else if (world.chance(0.5)) copyFileSync(from, to)
  else cpSync(from, to, { preserveTimestamps: true })
  return { said: `copy ${named(from)} to ${named(to)}`, copied: [{ from, to }] }
}

/** Another work's content, or an older one of its own, where a work was. */
const copyOver: Act = (world) => {
  const from = world.pick(world.files())
  const to = world.pick(world.files().filter((each) => each !== from && extname(each) === extname(from ?? '')))
  if (from === undefined || to === undefined) return undefined
  copyFileSync(from, to)
  return { said: `copy ${named(from)} over ${named(to)}` }
}

const remove: Act = (world) => {
  const path = world.pick(world.files())
  if (path === undefined) return undefined
  unlinkSync(path)
  return { said: `delete ${named(path)}`, deleted: [path] }
}

const removeFolder: Act = (world) => {
  const folder = world.pick(world.folders().filter((each) => !world.roots.includes(each)))
  if (folder === undefined) return undefined
  const inside = world.files().filter((path) => path.startsWith(`${folder}/`))
  rmSync(folder, { recursive: true })
  return { said: `delete the folder ${named(folder)}`, deleted: inside }
}

const unplug: Act = (world) => {
  const root = world.pick(world.here())
  if (root === undefined || world.files().every((path) => !path.startsWith(`${root}/`))) return undefined
  world.unplug(root)
  return { said: `unplug ${basename(root)}` }
}

const plug: Act = (world) => {
  const root = world.pick(world.away())
  if (root === undefined) return undefined
  world.plug(root)
  return { said: `plug ${basename(root)} in` }
}

/** How often each is done, against the others. */
const weights: readonly (readonly [number, Act])[] = [
  [6, create],
  [2, append],
  [3, replace],
  [1, replaceUnseen],
  [3, atomicSave],
  [2, backupSave],
  [2, slowSave],
  [1, touch],
  [3, rename],
  [1, changeCase],
  [2, carry],
  [2, moveFolder],
  [2, swap],
  [2, copy],
  [1, copyOver],
  [2, remove],
  [1, removeFolder],
  [1, unplug],
  [2, plug],
]
const total = weights.reduce((sum, [weight]) => sum + weight, 0)

/** Does something; asks again where there is nothing to do it to. */
export async function actOn(world: World): Promise<Done> {
  for (;;) {
    let at = world.below(total)
    const [, act] = weights.find(([weight]) => (at -= weight) < 0) ?? [0, create]
    const done = await act(world)
    if (done !== undefined) return done
    if (world.here().length === 0) for (const root of world.away()) world.plug(root)
  }
}

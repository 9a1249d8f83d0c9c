import { appendFile, copyFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { makePhotos } from '../make/photos.ts'
import { makeSmallPngs } from '../make/small-pngs.ts'
import { runToEnd } from '../measured-program.ts'
import { openCore, openPool, protectAll } from '../open-core.ts'
import { bareDecode } from '../peers/bare-decode.ts'
import { findPython, imagehashFour } from '../peers/imagehash.ts'
import { atLeast, atMost, type Measured, type Row, toRow } from '../row.ts'

// The whole path over pictures, as a command from start to end and in a core that is open, beside the least it could cost (sharp's
// decoding alone) and beside what people use today for the four 64-bit hashes.

type Set = {
  topic: string
  what: string
  dir: string
  files: string[]
  size: { width: number; height: number }
  /** As many of the files as the slow peer is given. */
  peerFiles: number
  limits: { bare?: number; imagehash: number; again: number; filesPerSecond?: number }
}

type Turn = {
  bare: { wallMs: number; cpuMs: number }
  first: { wallMs: number; cpuMs: number }
  again: { wallMs: number }
}

/** How often each photograph is there. */
const cards = 4

const bareProgram = join(import.meta.dirname, '..', 'peers', 'bare-decode.ts')

async function protectBuilt(context: Context, profileDir: string, set: Set, expected: 'ready' | 'unchanged') {
  const command = [
    join(context.installed, 'bin', 'metastamp.mjs'),
    'protect',
    '--json',
    '--profile',
    profileDir,
    set.dir,
  ]
  const run = await runToEnd(command, { usage: true })
  // Printed by the program under measure: the command's documented summary.
  const { summary } = JSON.parse(run.lines.at(-1) ?? '{}') as { summary: Record<string, number> }
  if (summary[expected] !== set.files.length) throw new Error(`not all ${expected}: ${run.lines.at(-1)}`)
  return run
}

async function commandTurn(context: Context, set: Set): Promise<Turn> {
  const dir = await context.freshDir('photos')
  const list = join(dir, 'list.json')
  await writeFile(list, JSON.stringify({ files: set.files, size: set.size, inFlight: availableParallelism() }))
  const bare = await runToEnd([bareProgram, list], { usage: true })
  const first = await protectBuilt(context, join(dir, 'profile'), set, 'ready')
  const again = await protectBuilt(context, join(dir, 'profile'), set, 'unchanged')
  return { bare, first, again }
}

/** Of all threads of this process, in milliseconds. */
function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** A core that is open with its threads warm, as in the app: the decoder alone and the whole path take turns. */
async function openCoreTurn(context: Context, set: Set) {
  const warmUp = await context.once('warm-up', async (dir) => void (await makeSmallPngs(dir, 16, 64)))
  const core = await openCore(await context.freshDir('profile'), openPool(context.installed))
  try {
    await protectAll(core, [warmUp], 'ready', 16)
    const beforeBare = processorMs()
    const bareMs = await bareDecode({ files: set.files, size: set.size, inFlight: availableParallelism() })
    const afterBare = processorMs()
    const wholeMs = await protectAll(core, [set.dir], 'ready', set.files.length)
    const afterWhole = processorMs()
    const againMs = await protectAll(core, [set.dir], 'unchanged', set.files.length)
    return { bareMs, wholeMs, againMs, bareCpuMs: afterBare - beforeBare, wholeCpuMs: afterWhole - afterBare }
  } finally {
    await core.close()
  }
}

async function measure(context: Context, set: Set): Promise<Row[]> {
  const { topic, what, files, limits } = set
  const cores = availableParallelism()
  const python = await findPython()
  const commands = []
  const opened = []
  const peers = []
  for (let i = 0; i < context.repetitions; i++) {
    context.say(`${what}: repetition ${i + 1}`)
    commands.push(await commandTurn(context, set))
    opened.push(await openCoreTurn(context, set))
    if (python !== null) peers.push(await imagehashFour(python, files.slice(0, set.peerFiles), cores))
  }
  const perFile = (ms: number) => ms / files.length
  const perSecond = (ms: number) => (1000 * files.length) / ms
  const peerName = `Python’s four 64-bit hashes alone, ${cores} processes (${peers[0]?.name ?? 'imagehash'})`
  const measured: Omit<Measured, 'topic'>[] = [
    {
      figure: `protect, ${what}, command from start to end`,
      unit: 'ms a file',
      values: commands.map(({ first }) => perFile(first.wallMs)),
      peer: {
        name: 'sharp’s bare decode, process from start to end',
        values: commands.map(({ bare }) => perFile(bare.wallMs)),
      },
      ...(limits.bare === undefined ? {} : { limit: atMost(limits.bare, 'ratio') }),
    },
    {
      figure: `protect, ${what}, in an open core`,
      unit: 'ms a file',
      values: opened.map(({ wholeMs }) => perFile(wholeMs)),
      peer: { name: 'sharp’s bare decode', values: opened.map(({ bareMs }) => perFile(bareMs)) },
      ...(limits.bare === undefined ? {} : { limit: atMost(limits.bare, 'ratio') }),
    },
    {
      figure: `protect, ${what}, processor time in an open core`,
      unit: 'ms a file',
      values: opened.map(({ wholeCpuMs }) => perFile(wholeCpuMs)),
      peer: { name: 'sharp’s bare decode', values: opened.map(({ bareCpuMs }) => perFile(bareCpuMs)) },
      note: 'Processor time depends little on what else the machine does: on a busy one, believe this ratio.',
    },
    {
      figure: `protect, ${what}, processor time of the command`,
      unit: 'ms a file',
      values: commands.map(({ first }) => perFile(first.cpuMs)),
      peer: { name: 'sharp’s bare decode, process', values: commands.map(({ bare }) => perFile(bare.cpuMs)) },
    },
    {
      figure: `protect, ${what}, command beside Python`,
      unit: 'files/s',
      values: commands.map(({ first }) => perSecond(first.wallMs)),
      peer: { name: peerName, values: peers.map(({ filesPerSecond }) => filesPerSecond) },
      limit: atLeast(limits.imagehash, 'ratio'),
      note: `Python’s start is not counted, ours is; the peer has ${Math.min(set.peerFiles, files.length)} of the files.`,
    },
    ...(limits.filesPerSecond === undefined
      ? []
      : [
          {
            figure: `protect, ${what}, in an open core, files a second`,
            unit: 'files/s',
            values: opened.map(({ wholeMs }) => perSecond(wholeMs)),
            limit: atLeast(limits.filesPerSecond),
          },
        ]),
    {
      figure: `protect again, ${what}, in an open core`,
      unit: 'files/s',
      values: opened.map(({ againMs }) => perSecond(againMs)),
      peer: { name: 'the first time', values: opened.map(({ wholeMs }) => perSecond(wholeMs)) },
      limit: atLeast(limits.again, 'ratio'),
    },
    {
      figure: `protect again, ${what}, command from start to end`,
      unit: 'ms',
      values: commands.map(({ again }) => again.wallMs),
      peer: { name: 'the first time', values: commands.map(({ first }) => first.wallMs) },
    },
  ]
  return measured.map((each) => toRow({ topic, ...each }))
}

export async function run(context: Context): Promise<Row[]> {
  const size = { width: 4000, height: 3000 }
  const count = context.size(240)
  const nameOf = (i: number) => `photo-${String(i).padStart(4, '0')}.jpg`
  const dir = await context.once('12-mp', async (to) => {
    await makePhotos(to, { count, ...size })
    // A memory card's worth: each photograph thrice more, as works of their own by what stands behind their pictures.
    for (let i = count; i < cards * count; i++) {
      await copyFile(join(to, nameOf(i % count)), join(to, nameOf(i)))
      await appendFile(join(to, nameOf(i)), `copy ${String(i)}`)
    }
  })
  const files = Array.from({ length: cards * count }, (_, i) => join(dir, nameOf(i)))
  const limits = { bare: 1.5, imagehash: 8, again: 20 }
  return measure(context, { topic: 'photos', what: '12-MP JPEGs', dir, files, size, peerFiles: 12, limits })
}

/** The same over small pictures; the topic of `pngs.ts`. */
export async function runSmall(context: Context): Promise<Row[]> {
  const size = { width: 256, height: 256 }
  const count = context.size(2_000)
  const dir = await context.once('256-px', async (to) => void (await makeSmallPngs(to, count, size.width)))
  const files = Array.from({ length: count }, (_, i) => join(dir, `small-${String(i).padStart(5, '0')}.png`))
  // 600 files a second is 2.3 times what the peer's 157 on one process come to on two.
  const limits = { imagehash: 2.3, again: 20, filesPerSecond: 600 }
  return measure(context, { topic: 'pngs', what: '256-px PNGs', dir, files, size, peerFiles: 500, limits })
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../../bench/make/random.ts'
import { actOn, type Done } from './acts.ts'
import { judge } from './judge.ts'
import { type Library, readLibrary } from './library.ts'
import { Program, type Summary } from './program.ts'
import { World } from './world.ts'

// One history: a seed decides what happens to files and what the program does meanwhile. After each round the library is brought in
// step and compared with the disk. What runs at the same time is not decided by the seed; what is done is.

export type History = { seed: number; rounds: number; kills: number; acts: number; told: string[]; faults: string[] }

export type SimulateOptions = {
  dir: string
  seed: number
  rounds: number
  /** The command that is killed, after the path of node. */
  command: readonly string[]
  /** Of ten rounds, how many kill the program. */
  killsInTen: number
}

/** Ends with the first round that leaves something wrong. */
export async function simulate(options: SimulateOptions): Promise<History> {
  const { dir, seed, rounds, command, killsInTen } = options
  const random = seededRandom(seed * 2_654_435_761)
  // The first numbers of neighbouring seeds are close to each other.
  for (let i = 0; i < 8; i++) random()
  mkdirSync(dir, { recursive: true })
  const world = new World(join(dir, 'files'), random)
  const program = new Program(join(dir, 'profile'), command)
  const history: History = { seed, rounds: 0, kills: 0, acts: 0, told: [], faults: [] }
  try {
    for (const root of world.roots) await program.watch(root)
    let library = readLibrary(program.profile)
    for (let round = 0; round < rounds && history.faults.length === 0; round++) {
      const only = await play(world, program, history, killsInTen)
      library = await settle(world, program, history, library, only)
      history.rounds++
    }
  } catch (thrown) {
    history.faults.push(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
  } finally {
    await program.close()
  }
  return history
}

/** Does things to files, with the program at rest, scanning, listening or being killed. Returns the act when there was only one. */
async function play(world: World, program: Program, history: History, killsInTen: number): Promise<Done | undefined> {
  const tell = (line: string) => history.told.push(line)
  const act = async (): Promise<Done> => {
    const done = await actOn(world)
    history.acts++
    tell(`  ${done.said}`)
    return done
  }
  const many = async (count: number, pauseMs: number) => {
    for (let i = 0; i < count; i++) {
      await act()
      await sleep(world.below(pauseMs))
    }
  }
  const acts = 1 + world.below(6)
  if (world.below(10) < killsInTen) {
    history.kills++
    const verb = world.chance(0.5) ? 'scan' : 'run'
    tell(`round ${history.rounds}: kill \`watch ${verb}\``)
    await many(acts, 1)
    const { begun, kill } = await program.start(verb)
    // Half of them once it has said something, half anywhere from the start of the process.
    if (world.chance(0.5)) await begun
    await Promise.all([many(acts, 60), sleep(world.below(700))])
    await kill()
    return undefined
  }
  const mode = world.below(10)
  if (mode < 4) {
    tell(`round ${history.rounds}: one act, then a scan`)
    return act()
  }
  if (mode < 6) {
    tell(`round ${history.rounds}: ${acts} acts, then a scan`)
    await many(acts, 1)
  } else if (mode < 8) {
    tell(`round ${history.rounds}: ${acts} acts while a scan runs`)
    await act()
    await Promise.all([program.scan(), many(acts, 150)])
  } else {
    tell(`round ${history.rounds}: ${acts} acts while it listens`)
    await program.listen()
    await many(acts, 300)
    if (world.chance(0.5)) await program.close()
  }
  return undefined
}

const changes = ({ added, changed, moved, missing }: Summary): number => added + changed + moved + missing
/** Scans in a row that may still find something: hints and scans can meet. */
const mostScans = 3
const batchesEndWithinMs = 30_000

async function settle(
  world: World,
  program: Program,
  history: History,
  before: Library,
  only: Done | undefined,
): Promise<Library> {
  program.hashed.length = 0
  await program.scan()
  const hashedFirst = [...program.hashed]
  program.hashed.length = 0
  let last = await program.scan()
  for (let scan = 0; scan < mostScans && only === undefined && last !== undefined && changes(last) > 0; scan++) {
    program.hashed.length = 0
    last = await program.scan()
  }
  const now = await atRest(program)
  const disk = world.contents()
  history.faults.push(...judge({ disk, away: world.away(), whole: world.whole, before, now, only }))
  if (last !== undefined && changes(last) > 0)
    history.faults.push(`nothing happened, and a scan found ${JSON.stringify(last)}`)
  if (program.hashed.length > 0)
    history.faults.push(`nothing happened, and ${program.hashed.join(', ')} was read again`)
  // A rename on one volume changes neither the file's number nor its time.
  const renamed = only?.said.startsWith('rename') || only?.said.startsWith('move') ? (only.moved ?? []) : []
  for (const { from, to } of renamed) {
    if (before.places.get(from)?.status === 'present' && hashedFirst.includes(to))
      history.faults.push(`${to} was only moved, and was read again`)
  }
  history.faults.push(...(await program.verifyCustody()))
  return now
}

/** A batch ends a moment after its last file, in case another one comes. */
async function atRest(program: Program): Promise<Library> {
  for (const until = performance.now() + batchesEndWithinMs; ; await sleep(50)) {
    const library = readLibrary(program.profile)
    if (library.atWork === 0 || performance.now() > until) return library
  }
}

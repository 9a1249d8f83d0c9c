import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { seedProfile } from './seed-profile.ts'

// npm run seed -- <n> [--profile DIR] [--seed N] [--until YYYY-MM-DD]

export type SeedCommand = { count: number; profileDir: string; seed: number; endMs: number }

const usage = 'Usage: npm run seed -- <number of works> [--profile DIR] [--seed N] [--until YYYY-MM-DD]'
const most = 2_000_000

/** Throws an Error that says what is wrong. Without --until, the newest works came in today. */
export function readCommand(args: readonly string[], root: string, nowMs: number): SeedCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { profile: { type: 'string' }, seed: { type: 'string', default: '1' }, until: { type: 'string' } },
  })
  const count = Number(positionals[0])
  if (positionals.length !== 1 || !Number.isInteger(count) || count < 1 || count > most) {
    throw new Error(`${usage}\nThe number of works is a whole number from 1 to ${most.toLocaleString('en')}.`)
  }
  const seed = Number(values.seed)
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new Error(`${usage}\n--seed takes a whole number.`)
  const endMs = values.until === undefined ? Math.floor(nowMs / 86_400_000) * 86_400_000 : Date.parse(values.until)
  if (!Number.isFinite(endMs)) throw new Error(`${usage}\n--until takes a day, such as 2026-06-30.`)
  return { count, profileDir: resolve(values.profile ?? join(root, '.cache/profiles', `seed-${count}`)), seed, endMs }
}

/** Returns the exit code. */
export async function seed(root: string, args: readonly string[]): Promise<number> {
  const { profileDir, ...options } = readCommand(args, root, Date.now())
  if (existsSync(join(profileDir, 'library.db'))) {
    // A library that is there may be a person's own: it is never added to.
    console.error(`There is a library in ${profileDir} already. Name another folder with --profile, or remove it.`)
    return 1
  }
  const startedAt = performance.now()
  await seedProfile(profileDir, {
    ...options,
    onProgress: (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done.toLocaleString('en')} works`)
    },
  })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (process.stderr.isTTY) process.stderr.write('\n')
  console.log(`${options.count.toLocaleString('en')} works in ${seconds} s. Look at them with:`)
  console.log(`  npm run web -- --profile ${profileDir}`)
  return 0
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulate } from '../../../soak/simulator/simulate.ts'

// Random histories of files against real folders. `npm run soak -- simulate` plays thousands of them, with other seeds each time.

const command = [join(import.meta.dirname, '../../../src/main/hosts/cli/main.ts')]

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-simulate-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

// They wait for files to come to rest most of the time, so all run at once.
test.concurrent.each([
  { seed: 1, killsInTen: 0 },
  { seed: 2, killsInTen: 0 },
  { seed: 3, killsInTen: 0 },
  { seed: 4, killsInTen: 0 },
  { seed: 5, killsInTen: 0 },
  { seed: 6, killsInTen: 6 },
])('keeps the library in step with the disk, seed $seed', { timeout: 300_000 }, async ({ seed, killsInTen }) => {
  const history = await simulate({ dir: join(dir, String(seed)), seed, rounds: 5, command, killsInTen })
  expect(history.faults, history.told.join('\n')).toEqual([])
})

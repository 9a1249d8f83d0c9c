import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scenario } from '../scenario.ts'
import { builtCommand } from '../simulator/program.ts'
import { type History, simulate } from '../simulator/simulate.ts'

// SAFETY §2: the scan is the truth. Random histories of files, each from its seed, and the library compared with the disk after each
// round. `npm run soak -- simulate --share 0.001 --seed N` plays one of them again.

/** They wait for files to come to rest most of the time. */
const lanes = 12
const rounds = 8
const killsInTen = 3

export const run: Scenario = async ({ root, dir, seed, size, say }) => {
  const count = size(1_000)
  const histories: History[] = []
  let next = seed
  const lane = async (): Promise<void> => {
    while (next < seed + count) {
      const mine = next++
      const history = await simulate({
        dir: join(dir, String(mine)),
        seed: mine,
        rounds,
        command: builtCommand(root),
        killsInTen,
      })
      await rm(join(dir, String(mine)), { recursive: true, force: true })
      histories.push(history)
      if (history.faults.length > 0) say(toldOf(history))
      else if (histories.length % 25 === 0) say(`${histories.length} histories`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const wrong = histories.filter(({ faults }) => faults.length > 0)
  const sum = (of: (history: History) => number) => histories.reduce((total, each) => total + of(each), 0)
  return {
    what: 'random histories of files',
    rounds: sum((each) => each.rounds),
    lost: wrong.length,
    figures: {
      'seeds run': `${seed}–${seed + count - 1}`,
      'things done to files': sum((each) => each.acts),
      kills: sum((each) => each.kills),
    },
    notes: wrong.map(({ seed: its, faults }) => `seed ${its}: ${faults[0]}`),
  }
}

function toldOf({ seed, told, faults }: History): string {
  return [`seed ${seed}`, ...told, ...faults.map((fault) => `=> ${fault}`)].join('\n')
}

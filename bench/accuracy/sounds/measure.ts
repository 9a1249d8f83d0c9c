import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sounds } from './sounds.ts'

// npm exec -- node bench/accuracy/sounds/measure.ts [--quick] FOLDER…: how many changed recordings are found again. The works are those of
// the Debian packages that sounds.ts names, unpacked with dpkg -x, or any others.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
})
const tempDir = await mkdtemp(join(tmpdir(), 'metastamp-sounds-'))
try {
  const folders = positionals.map((path) => ({ name: basename(path), path: resolve(path) }))
  const say = (line: string) => console.error(`  ${line}`)
  const { works, others, rows, wrongMatches, notes } = await sounds.run({ folders, quick: values.quick, tempDir, say })
  console.log(
    `${works} works × ${sounds.columns.length} changes against ${works + others - 1} others each, ${wrongMatches} wrong`,
  )
  for (const { method, threshold, recall, mean } of [...sounds.peers, sounds.target, ...rows]) {
    console.log(`${method}${threshold === '' ? '' : ` (${threshold})`}: mean ${mean.toFixed(1)}`)
    console.log(`  ${sounds.columns.map(({ name }, i) => `${name} ${Math.round(recall[i] ?? 0)}`).join(' · ')}`)
  }
  for (const note of notes) console.log(note)
} finally {
  await rm(tempDir, { recursive: true, force: true })
}

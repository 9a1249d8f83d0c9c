import { join } from 'node:path'
import { makeSmallPngs } from '../make/small-pngs.ts'
import { runProgram, runToEnd } from '../measured-program.ts'
import type { Context } from '../context.ts'
import { atMost, type Row, toRow } from '../row.ts'

// From the key press to the first line, each beside a Node that does nothing. From the repository, where the command first looks
// whether it is built.

const topic = 'start'
const readyLimitMs = 1_000

/** As a browser does: the address with the token sets a cookie and sends it on to the page. */
async function openAsBrowser(url: string): Promise<void> {
  const first = await fetch(url, { redirect: 'manual' })
  await first.arrayBuffer()
  const cookie = first.headers.getSetCookie().map((each) => each.split(';')[0])
  const page = await fetch(new URL(first.headers.get('location') ?? '/', url), {
    headers: { cookie: cookie.join('; ') },
  })
  await page.arrayBuffer()
  if (page.status !== 200) throw new Error(`the host answered ${page.status}`)
}

async function serveUntilAnswered(program: string, profile: string): Promise<number> {
  const startedAt = performance.now()
  let readyMs = Number.POSITIVE_INFINITY
  await runProgram([program, 'serve', '--json', '--profile', profile], {
    onLine: async (line) => {
      // The command's documented first line.
      const { url } = JSON.parse(line) as { url: string }
      await openAsBrowser(url)
      readyMs = performance.now() - startedAt
      return true
    },
  })
  if (!Number.isFinite(readyMs)) throw new Error('the host did not print its address')
  return readyMs
}

export async function run(context: Context): Promise<Row[]> {
  const program = join(context.root, 'bin', 'metastamp.mjs')
  const files = await context.once('one-small', async (dir) => void (await makeSmallPngs(dir, 3, 64)))
  const picture = join(files, 'small-00000.png')
  const profile = await context.freshDir('profile')
  await runToEnd([program, 'protect', '--profile', profile, files])
  const firstLine = async (...args: string[]) => (await runToEnd([program, ...args])).firstLineMs
  const turns = []
  for (let i = 0; i < context.repetitions * 3; i++) {
    const node = (await runToEnd(['-e', '0'])).wallMs
    turns.push({
      node,
      version: await firstLine('--version'),
      list: await firstLine('list', '--profile', profile),
      fingerprint: await firstLine('fingerprint', picture),
      serve: await serveUntilAnswered(program, profile),
    })
  }
  const peer = { name: 'node -e 0', values: turns.map(({ node }) => node) }
  const row = (figure: string, values: number[], bound: number) =>
    toRow({ topic, figure, unit: 'ms', values, peer, limit: atMost(bound) })
  return [
    row(
      'metastamp --version, until its first line',
      turns.map(({ version }) => version),
      300,
    ),
    row(
      'metastamp list of three works, until its first line',
      turns.map(({ list }) => list),
      300,
    ),
    row(
      'metastamp fingerprint of one small picture, until its first line',
      turns.map(({ fingerprint }) => fingerprint),
      300,
    ),
    row(
      'metastamp serve, until its address answers 200',
      turns.map(({ serve }) => serve),
      readyLimitMs,
    ),
  ]
}

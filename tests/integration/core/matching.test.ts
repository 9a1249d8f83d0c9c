import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished, describe, expect, it } from 'vitest'
import { createComputeHandlers } from '../../../src/main/core/compute/handlers.ts'
import type { Core, CoreOptions } from '../../../src/main/core/core.ts'
import { localIndex } from '../../../src/main/core/match/local-index.ts'
import type { MatchIndex } from '../../../src/main/core/match/tasks.ts'
import { sharp } from '../../../src/main/core/media/image/sharp-setup.ts'
import { Failure } from '../../../src/shared/contract/errors.ts'
import type { Match } from '../../../src/shared/contract/matches.ts'
import { type CoreBench, createCoreBench } from '../../fakes/core-bench.ts'

// The whole way of a match through a real core with the program's own methods: from files to rows, answers and decisions.

const vectors = join(import.meta.dirname, '..', '..', 'fixtures', 'vectors')
const photographs = ['pdq/reg-test-input/dih/bridge-1-original.jpg', 'imagehash/peppers.png', 'imagehash/imagehash.png']

/** A photograph as a JPEG of 1000 pixels, from 1 on. */
async function pictureOf(number: number): Promise<Uint8Array> {
  const path = join(vectors, photographs[number - 1] ?? '')
  return new Uint8Array(
    await sharp(path).flatten().resize(1000, 750, { fit: 'cover' }).jpeg({ quality: 92 }).toBuffer(),
  )
}

async function openBench(options: Partial<CoreOptions> = {}): Promise<CoreBench> {
  const bench = await createCoreBench({
    handlers: createComputeHandlers({ searchPath: '', platform: process.platform }),
    ...options,
  })
  onTestFinished(() => bench.dispose())
  return bench
}

async function add(bench: CoreBench, files: Record<string, Uint8Array | string>): Promise<void> {
  await mkdir(bench.filesDir, { recursive: true })
  const paths: string[] = []
  for (const [name, content] of Object.entries(files)) {
    const path = join(bench.filesDir, name)
    await writeFile(path, content)
    paths.push(path)
  }
  for await (const event of await bench.core.client.shell.protect({ paths })) if (event.type === 'end') break
  await settled(bench.core)
}

/** Until nothing is left to prepare or to compare. */
async function settled(core: Core): Promise<void> {
  for await (const { background, counts } of await core.client.jobs.progress({})) {
    if (background === 0 && counts.running === 0 && counts.queued === 0) return
  }
}

async function matches(core: Core, decided: 'open' | 'decided' | 'all' = 'open'): Promise<Match[]> {
  return (await core.client.matches.list({ filter: { decided } })).items
}

const pairOf = ({ first, second, type, method }: Match) => [[first.title, second.title].sort(), type, method]

const cut = (picture: Uint8Array, left: number, top: number, width: number, height: number) =>
  sharp(picture).extract({ left, top, width, height }).jpeg({ quality: 80 }).toBuffer()

const words = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `word${((from + i) * 7919) % 5003}`).join(' ')

describe('matches', () => {
  it('are found between pictures and their copies, cut-outs and mirror images, and between texts and quotations; never with strangers', async () => {
    const bench = await openBench()
    const harbour = await pictureOf(1)
    await add(bench, {
      'harbour.jpg': harbour,
      'mountain.jpg': await pictureOf(2),
      'market.jpg': await pictureOf(3),
      'essay.txt': words(0, 600),
      'letter.txt': words(2_000, 600),
    })
    expect(await matches(bench.core)).toEqual([])
    await add(bench, {
      'small copy.jpg': await sharp(harbour).resize(400).jpeg({ quality: 50 }).toBuffer(),
      'mirrored.jpg': await sharp(harbour).flop().jpeg().toBuffer(),
      'cut out.jpg': await cut(harbour, 300, 200, 600, 450),
      'article.txt': `${words(3_500, 300)} ${words(100, 200)} ${words(4_200, 300)}`,
    })
    const found = await matches(bench.core, 'all')
    const withHarbour = found.filter(({ first, second }) => [first.title, second.title].includes('harbour')).map(pairOf)
    expect({
      harbour: withHarbour
        .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
        .map(([titles, type]) => [titles, type]),
      texts: found.filter(({ first }) => first.kind === 'text').map(pairOf),
      strangers: found.filter(({ first, second }) =>
        [first, second].some(({ title }) => ['mountain', 'market', 'letter'].includes(title)),
      ),
    }).toEqual({
      harbour: [
        [['cut out', 'harbour'], 'partial'],
        [['harbour', 'mirrored'], 'near'],
        [['harbour', 'small copy'], 'near'],
      ],
      texts: [[['article', 'essay'], 'partial', 'text-marks']],
      strangers: [],
    })
  })

  it('of a file are told without adding it: the same bytes first, then what is alike', async () => {
    const bench = await openBench()
    const harbour = await pictureOf(1)
    await add(bench, { 'harbour.jpg': harbour, 'mountain.jpg': await pictureOf(2) })
    await writeFile(join(bench.dir, 'same.jpg'), harbour)
    await writeFile(join(bench.dir, 'found.jpg'), await cut(harbour, 100, 100, 700, 500))
    const find = async (name: string) => {
      const { items } = await bench.core.client.shell.match({ path: join(bench.dir, name) })
      return items.map(({ work, type, evidence }) => ({ title: work.title, type, kind: evidence.kind }))
    }
    expect([await find('same.jpg'), await find('found.jpg')]).toEqual([
      [{ title: 'harbour', type: 'exact', kind: 'bytes' }],
      [{ title: 'harbour', type: 'partial', kind: 'picture' }],
    ])
    const { total } = await bench.core.client.library.counts({ query: {} })
    expect(total).toBe(2)
    await expect(bench.core.client.shell.match({ path: join(bench.dir, 'missing.jpg') })).rejects.toMatchObject({
      code: 'VANISHED',
    })
  })

  it('are decided, undone and done again, and survive a restart', async () => {
    const bench = await openBench()
    const harbour = await pictureOf(1)
    await add(bench, { 'harbour.jpg': harbour, 'copy.jpg': await sharp(harbour).resize(500).jpeg().toBuffer() })
    const [match] = await matches(bench.core)
    if (match === undefined) throw new Error('no match')
    const { client } = bench.core
    const decide = await client.matches.decide({ matchIds: [match.matchId], decision: 'derivative' })
    const after = await client.matches.counts({})
    await client.organise.undo({})
    const undone = await client.matches.counts({})
    await client.organise.redo({})
    const core = await bench.reopen()
    expect({
      step: decide.step?.kind,
      after,
      undone,
      decided: (await matches(core, 'decided')).map(({ decision }) => decision),
      again: (await core.client.matches.decide({ matchIds: [match.matchId], decision: 'derivative' })).step,
    }).toEqual({
      step: 'match-decided',
      after: { open: 0, decided: 1 },
      undone: { open: 1, decided: 0 },
      decided: ['derivative'],
      again: null,
    })
  })

  it('with works in the trash are not told', async () => {
    const bench = await openBench()
    const harbour = await pictureOf(1)
    await add(bench, { 'harbour.jpg': harbour, 'copy.jpg': await sharp(harbour).resize(500).jpeg().toBuffer() })
    const [match] = await matches(bench.core)
    if (match === undefined) throw new Error('no match')
    await bench.core.client.library.remove({ assetIds: [match.second.assetId] })
    expect([await matches(bench.core, 'all'), await bench.core.client.matches.counts({})]).toEqual([
      [],
      { open: 0, decided: 0 },
    ])
  })

  it('are found although the index dies in the middle, which is then filled anew', async () => {
    const state = { index: localIndex(), deaths: 0 }
    const dying: MatchIndex = {
      run: async (task, input) => {
        if (task === 'candidates' && state.deaths === 0) {
          state.deaths++
          state.index = localIndex()
          throw new Failure('WORKER_DIED', 'It died.', { retryable: true })
        }
        return state.index.run(task, input)
      },
      close: async () => undefined,
    }
    const bench = await openBench({ index: dying })
    const harbour = await pictureOf(1)
    await add(bench, { 'harbour.jpg': harbour })
    await add(bench, { 'copy.jpg': await sharp(harbour).resize(500).jpeg().toBuffer() })
    expect([state.deaths, (await matches(bench.core)).length]).toEqual([1, 1])
    expect((await readFile(join(bench.filesDir, 'harbour.jpg'))).length).toBe(harbour.length)
  })

  it('are found after the index could not be filled at first', async () => {
    const index = localIndex()
    const state = { refused: 0 }
    const refusing: MatchIndex = {
      ...index,
      run: async (task, input) => {
        if (task === 'add' && state.refused++ === 0) throw new Failure('INTERNAL', 'Not now.')
        return index.run(task, input)
      },
    }
    const bench = await openBench()
    const harbour = await pictureOf(1)
    await add(bench, { 'harbour.jpg': harbour })
    const core = await bench.reopen({ index: refusing })
    const path = join(bench.dir, 'copy.jpg')
    await writeFile(path, await sharp(harbour).resize(500).jpeg().toBuffer())
    const find = () => core.client.shell.match({ path })
    await expect(find()).rejects.toMatchObject({ code: 'INTERNAL' })
    expect((await find()).items).toHaveLength(1)
  })

  it('of texts show the words that both files have, until one is gone', async () => {
    const bench = await openBench()
    await add(bench, { 'essay.txt': words(0, 600) })
    await add(bench, { 'article.md': `# News\n\n${words(3_500, 200)}\n\n*${words(100, 200)}* ${words(4_200, 200)}` })
    const [match] = await matches(bench.core)
    if (match === undefined) throw new Error('no match')
    const told = () => bench.core.client.matches.passages({ matchId: match.matchId })
    const both = await told()
    const [ours, theirs] = [both.first?.[0], both.second?.[0]]
    expect(ours?.shared).toBe(theirs?.shared)
    expect((ours?.shared ?? '').split(' ').length).toBeGreaterThan(180)
    expect(words(100, 200)).toContain(ours?.shared)
    await rm(join(bench.filesDir, 'essay.txt'))
    const left = await told()
    expect([left.first?.length, left.second]).toEqual([1, null])
  })
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createComputeHandlers } from '../../../src/main/core/compute/handlers.ts'
import type { FoundWork } from '../../../src/shared/contract/matches.ts'
import { type CoreBench, createCoreBench } from '../../fakes/core-bench.ts'
import { make } from '../media/video/films.ts'

// Films found again by their pictures alone, through a real core: what a person does with `metastamp match`.

const vectors = join(import.meta.dirname, '..', '..', 'fixtures', 'vectors')
const still = {
  bridge: join(vectors, 'pdq/reg-test-input/dih/bridge-1-original.jpg'),
  peppers: join(vectors, 'imagehash/peppers.png'),
  logo: join(vectors, 'imagehash/imagehash.png'),
}
/** Shots of six seconds, the camera moving over a picture each. */
type Shot = { picture: keyof typeof still; from: string; to: string }

const place = (at: string): [string, string] => {
  const [x = '0', y = '0'] = at.split(',')
  return [`(iw-ow)*${x}`, `(ih-oh)*${y}`]
}

function film(folder: string, name: string, shots: readonly Shot[]): Promise<string> {
  const inputs = shots.flatMap(({ picture }) => ['-loop', '1', '-framerate', '25', '-t', '6', '-i', still[picture]])
  const graphs = shots.map(({ from, to }, i) => {
    const [[x0, y0], [x1, y1]] = [place(from), place(to)]
    const move = (a: string, b: string) => `'${a}+(${b}-${a})*t/6'`
    return `[${i}:v]scale=640:480,crop=384:216:${move(x0, x1)}:${move(y0, y1)},setsar=1,format=yuv420p[s${i}]`
  })
  const joined = `${graphs.join(';')};${shots.map((_, i) => `[s${i}]`).join('')}concat=n=${shots.length}[out]`
  const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '24']
  return make(folder, name, ...inputs, '-filter_complex', joined, '-map', '[out]', ...encoder)
}

async function protect({ core }: CoreBench, paths: string[]): Promise<void> {
  for await (const event of await core.client.shell.protect({ paths })) if (event.type === 'end') break
  for await (const { background, counts } of await core.client.jobs.progress({}))
    if (background === 0 && counts.running === 0 && counts.queued === 0) break
}

let dir: string
let bench: CoreBench

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'metastamp-films-'))
  bench = await createCoreBench({
    handlers: createComputeHandlers({ searchPath: process.env['PATH'] ?? '', platform: process.platform }),
  })
  await mkdir(bench.filesDir, { recursive: true })
  const paths = [
    await film(bench.filesDir, 'journey.mp4', [
      { picture: 'bridge', from: '0,0', to: '1,0.4' },
      { picture: 'peppers', from: '0,1', to: '1,0' },
      { picture: 'bridge', from: '1,1', to: '0.1,0.2' },
      { picture: 'logo', from: '0,0', to: '0.7,1' },
    ]),
    // The same pictures, filmed otherwise: their frames alone can't tell the two apart.
    await film(bench.filesDir, 'other journey.mp4', [
      { picture: 'peppers', from: '1,1', to: '0,0.3' },
      { picture: 'bridge', from: '1,0', to: '0,1' },
    ]),
  ]
  await protect(bench, paths)
}, 120_000)
afterAll(async () => {
  await bench.dispose()
  await rm(dir, { recursive: true, force: true })
})

async function find(name: string, ...args: string[]): Promise<FoundWork[]> {
  const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '30']
  const path = await make(dir, name, ...args, ...encoder)
  return (await bench.core.client.shell.match({ path })).items
}

const source = () => join(bench.filesDir, 'journey.mp4')
const near = (seconds: number) => expect.closeTo(seconds, 0)

describe('works without anything to go by', () => {
  it('are found by nothing but their bytes: black films, silence, one colour, and no words', {
    timeout: 120_000,
  }, async () => {
    const lavfi = (graph: string, ...args: string[]) => ['-f', 'lavfi', '-i', graph, ...args]
    const blank = await createCoreBench({
      handlers: createComputeHandlers({ searchPath: process.env['PATH'] ?? '', platform: process.platform }),
    })
    try {
      await mkdir(blank.filesDir, { recursive: true })
      const folder = blank.filesDir
      const sound = 'anullsrc=r=44100:cl=stereo'
      const paths = [
        await make(folder, 'black 1.mp4', ...lavfi('color=black:s=320x240:d=6'), ...lavfi(sound, '-t', '6')),
        await make(folder, 'black 2.mp4', ...lavfi('color=black:s=480x270:d=9'), ...lavfi(sound, '-t', '9')),
        await make(folder, 'silence 1.wav', ...lavfi(sound, '-t', '8')),
        await make(folder, 'silence 2.wav', ...lavfi(sound, '-t', '12')),
        await make(folder, 'white.png', ...lavfi('color=white:s=640x480', '-frames:v', '1')),
        await make(folder, 'grey.png', ...lavfi('color=gray:s=800x600', '-frames:v', '1')),
        await make(folder, 'slope 1.png', ...lavfi('gradients=s=640x480:c0=black:c1=white', '-frames:v', '1')),
        await make(folder, 'slope 2.jpg', ...lavfi('gradients=s=500x500:c0=red:c1=blue:seed=7', '-frames:v', '1')),
      ]
      for (const [name, text] of Object.entries({ 'dots.txt': '. . . . !!!', 'dashes.md': '--- --- ---' })) {
        paths.push(join(folder, name))
        await writeFile(join(folder, name), text)
      }
      await protect(blank, paths)
      const { items } = await blank.core.client.matches.list({ filter: { decided: 'all' } })
      expect(items.map(({ first, second, method }) => [first.title, second.title, method])).toEqual([])
      const again = await blank.core.client.shell.match({ path: join(folder, 'black 1.mp4') })
      expect(again.items.map(({ work, type }) => [work.title, type])).toEqual([['black 1', 'exact']])
    } finally {
      await blank.dispose()
    }
  })
})

describe('films', () => {
  it('are found by ten seconds of them, mirrored, between bars, marked and faster, and the place is told', {
    timeout: 120_000,
  }, async () => {
    const graph = 'hflip,setpts=PTS/1.1,fps=25,pad=iw:iw:0:(oh-ih)/2,drawbox=300:100:60:40:red:fill'
    const found = await find('excerpt.mp4', '-ss', '7', '-t', '10', '-i', source(), '-vf', graph)
    expect(found).toMatchObject([
      {
        work: { title: 'journey' },
        type: 'partial',
        method: 'film-track',
        evidence: { kind: 'film', mirrored: true, first: { from: near(0) }, second: { from: near(7), to: near(17) } },
      },
    ])
    const [{ evidence } = { evidence: null }] = found
    expect(evidence?.kind === 'film' ? evidence.speed : 0).toBeCloseTo(1.1, 1)
  })

  it('are not found in others that show the same pictures, and all of a copy is', { timeout: 120_000 }, async () => {
    const [copy, ...more] = await find('copy.mp4', '-i', source(), '-vf', 'scale=240:-2')
    expect([copy?.work.title, copy?.type, more]).toEqual(['journey', 'near', []])
    const { items } = await bench.core.client.matches.list({ filter: { decided: 'all' } })
    expect(items).toEqual([])
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { chromiumLaunchOptions } from '../../tests/e2e/chromium.ts'
import type { Context } from '../context.ts'
import { atMost, quantile, type Row, toRow } from '../row.ts'
import { profileOf } from './library.ts'

// The library's sheet under the wheel, in real Chromium over the built product: how long frames take, and how much is on the page. Fifteen
// in a hundred of the seeded works share one moment, so that the walk through them is part of it.

const topic = 'scroll'

async function serve(installed: string, profile: string): Promise<{ url: string; child: ChildProcess }> {
  const args = [join(installed, 'bin', 'metastamp.mjs'), 'serve', '--json', '--profile', profile]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.once('exit', (code) => reject(new Error(`serve ended with ${String(code)}`)))
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const [line] = text.split('\n', 1)
      if (line !== undefined && text.includes('\n')) resolve((JSON.parse(line) as { url: string }).url)
    })
  })
  return { url, child }
}

type Scrolled = { frames: number[]; nodes: number }

/** Scrolls `seconds` long from a share of the height on, a notch of the wheel each frame. */
function scroll(page: Page, from: number, notch: number, seconds: number): Promise<Scrolled> {
  return page.evaluate(
    async ([start, step, length]) => {
      const grid = document.querySelector('.works')
      if (grid === null) throw new Error('there is no grid')
      grid.scrollTop = start * (grid.scrollHeight - grid.clientHeight)
      await new Promise((resolve) => setTimeout(resolve, 400))
      const frames: number[] = []
      let nodes = 0
      let before = performance.now()
      const until = before + length * 1000
      while (before < until) {
        grid.scrollTop += step
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
        frames.push(now - before)
        before = now
        nodes = Math.max(nodes, document.querySelectorAll('*').length)
      }
      return { frames: frames.slice(1), nodes }
    },
    [from, notch, seconds] as const,
  )
}

export async function run(context: Context): Promise<Row[]> {
  const works = context.size(100_000)
  const at = works.toLocaleString('en')
  const { url, child } = await serve(context.installed, await profileOf(context, works))
  const browser = await chromium.launch(chromiumLaunchOptions())
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(url)
    await page.goto(new URL('/library', url).href)
    await page.getByRole('gridcell').first().waitFor()
    let nodes = 0
    const p95 = async (from: number, notch: number) =>
      context.repeat(async () => {
        const scrolled = await scroll(page, from, notch, 3)
        nodes = Math.max(nodes, scrolled.nodes)
        return quantile(scrolled.frames, 0.95)
      })
    const unit = 'ms (p95)'
    const rows = [
      toRow({
        topic,
        figure: `frame while scrolling, ${at} works`,
        unit,
        values: await p95(0.2, 60),
        limit: atMost(33),
      }),
      toRow({ topic, figure: 'the same, in a hurry', unit, values: await p95(0.4, 1_500), limit: atMost(33) }),
      // The oldest works of the seed came in at one moment.
      toRow({
        topic,
        figure: 'the same, among the works of one moment',
        unit,
        values: await p95(0.9, 60),
        limit: atMost(33),
      }),
    ]
    return [
      ...rows,
      toRow({ topic, figure: 'elements on the page at most', unit: '', values: [nodes], limit: atMost(2_000) }),
    ]
  } finally {
    await browser.close()
    child.removeAllListeners('exit')
    child.kill('SIGINT')
  }
}

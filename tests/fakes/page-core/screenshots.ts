import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { chromiumLaunchOptions } from '../../e2e/chromium.ts'
import { buildPage, servePage } from './serve.ts'

// Pictures of screens for people to look at.
// node tests/fakes/page-core/screenshots.ts <folder> [--routes /library,/work/first,/activity] [--works 0,10,10000]
//   [--themes light,dark] [--sizes 1280x800,900x600] [--locale en-XA] [--contrast high] [--activity busy] [--read-only]
// `first` in a route stands for the first picture that is ready, `first-audio` for the first sound, and so on.

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    routes: { type: 'string', default: '/,/library,/activity,/settings/appearance' },
    works: { type: 'string', default: '0,10,10000' },
    themes: { type: 'string', default: 'light,dark' },
    sizes: { type: 'string', default: '1280x800,900x600' },
    locale: { type: 'string', default: 'system' },
    contrast: { type: 'string', default: 'normal' },
    activity: { type: 'string', default: 'idle' },
    'read-only': { type: 'boolean', default: false },
  },
})
const folder = positionals[0]
if (folder === undefined) throw new Error('name the folder for the pictures')
await mkdir(folder, { recursive: true })

const pageDir = await buildPage()
const browser = await chromium.launch(chromiumLaunchOptions())
try {
  for (const works of options.works.split(',').map(Number)) {
    for (const theme of options.themes.split(',')) {
      const server = await servePage(pageDir, {
        works,
        activity: options.activity === 'busy' ? 'busy' : 'idle',
        readOnly: options['read-only'],
      })
      Object.assign(server.state.settings, {
        'appearance.theme': theme,
        'appearance.locale': options.locale,
        'appearance.contrast': options.contrast,
      })
      const first = (wanted: string) =>
        server.state.works.find(({ status, kind }) => status === 'ready' && kind === wanted)?.assetId
      for (const size of options.sizes.split(',')) {
        const [width = 1280, height = 800] = size.split('x').map(Number)
        const page = await browser.newPage({ viewport: { width, height } })
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') process.stderr.write(`${message.text()}\n`)
        })
        page.on('pageerror', (error) => process.stderr.write(`${error.stack ?? error.message}\n`))
        for (const route of options.routes.split(',')) {
          const [named, kind = 'image'] = /first(?:-(\w+))?/.exec(route) ?? []
          const assetId = first(kind)
          if (named !== undefined && assetId === undefined) continue
          await page.goto(server.url + route.replace(named ?? '', named === undefined ? '' : (assetId ?? '')))
          await page.waitForLoadState('networkidle')
          await page.waitForTimeout(400)
          const name = `${route.replaceAll('/', '-').replace(/^-/, '') || 'home'}_${works}_${theme}_${size}`
          await page.screenshot({ path: join(folder, `${name}.png`) })
          process.stdout.write(`${name}.png\n`)
        }
        await page.close()
      }
      await server.close()
    }
  }
} finally {
  await browser.close()
  await rm(pageDir, { recursive: true, force: true })
}

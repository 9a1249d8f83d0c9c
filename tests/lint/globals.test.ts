import { describe, expect, it } from 'vitest'
import { checkGlobals, forbiddenGlobals } from '../../scripts/layers/globals.mjs'
import { temporaryTree } from './temporary-tree.ts'

const core = 'src/main/core/intake/x.ts'
const pure = 'src/main/core/fingerprint/image/x.ts'
const page = 'src/renderer/pages/x.tsx'
const money = 'src/main/core/wallet/rules/x.ts'
const moneyDomain = 'src/shared/domain/money.ts'

const rulesOf = (path: string, text: string) =>
  forbiddenGlobals(path, text).map((finding) => /\n {4}([\w-]+): \S.+\.$/.exec(finding)?.[1])

describe('globals that are not for everyone', () => {
  it.each([
    [core, "console.log('x')", 'core-is-silent'],
    [core, "globalThis.console.log('x')", 'core-is-silent'],
    [core, "import { log } from 'node:console'", 'core-is-silent'],
    [core, 'const { console: c } = globalThis', 'core-is-silent'],
    [core, 'const home = process.env.HOME', 'core-without-process'],
    [core, "const home = process['env']['HOME']", 'core-without-process'],
    [core, 'const { env } = process', 'core-without-process'],
    [core, 'process.exit(1)', 'core-without-process'],
    [core, 'globalThis.process.exit(1)', 'core-without-process'],
    [core, "import { env } from 'node:process'", 'core-without-process'],
    [core, "process.stdout.write('x')", 'core-without-process'],
    [core, "import process from 'node:process'\nprocess.exit(1)", 'core-without-process'],
    [core, "import * as p from 'node:process'", 'core-without-process'],
    [core, "import { default as p } from 'node:process'", 'core-without-process'],
    [core, "export { env } from 'node:process'", 'core-without-process'],
    [page, 'function a() { const fetch = 1; return fetch }\nfetch()', 'page-transport-in-its-room'],
    [page, 'const fetch = globalThis.fetch', 'page-transport-in-its-room'],
    [money, 'const units = Number(amount)', 'no-floats-near-money'],
    [money, 'const units = Math.round(cents)', 'no-floats-near-money'],
    [money, 'const share = parseFloat(text)', 'no-floats-near-money'],
    [money, 'const fee = 0.25', 'no-floats-near-money'],
    [money, 'const tiny = 1e-9', 'no-floats-near-money'],
    [money, 'const whole = cents / 100', 'no-floats-near-money'],
    [money, 'const units = +text', 'no-floats-near-money'],
    [money, 'const shown = amount.toFixed(2)', 'no-floats-near-money'],
    [moneyDomain, 'const parts = new Float64Array(2)', 'no-floats-near-money'],
    [pure, 'const at = Date.now()', 'pure-without-clock'],
    [pure, 'const at = new Date()', 'pure-without-clock'],
    [pure, 'const at = Date()', 'pure-without-clock'],
    [pure, 'const at = performance.now()', 'pure-without-clock'],
    [pure, 'const { now } = Date', 'pure-without-clock'],
    [pure, "import { performance } from 'node:perf_hooks'", 'pure-without-clock'],
    [pure, 'const x = Math.random()', 'pure-without-chance'],
    [pure, 'const x = crypto.randomUUID()', 'pure-without-chance'],
    [pure, "import { randomBytes } from 'node:crypto'", 'pure-without-chance'],
    [page, "fetch('/x')", 'page-transport-in-its-room'],
    [page, "void window.fetch('/x')", 'page-transport-in-its-room'],
    [page, "const s = new WebSocket('ws://x')", 'page-transport-in-its-room'],
    [page, 'const c = new MessageChannel()', 'page-transport-in-its-room'],
    [page, "const e = new EventSource('/x')", 'page-transport-in-its-room'],
    [page, 'const r = new XMLHttpRequest()', 'page-transport-in-its-room'],
    [page, "navigator.sendBeacon('/x')", 'page-transport-in-its-room'],
    [page, 'const tools = { fetch }', 'page-transport-in-its-room'],
  ])('%s: %s', (path, text, rule) => {
    expect(rulesOf(path, text)).toContain(rule)
  })

  it.each([
    [money, 'const cents = (units * 100n) / 3n'],
    [money, 'const next = line + 1; const later = Date.UTC(2026, 0, 1)'],
    [core, 'const ratio = Number(text) / 100'],
    [core, 'const now = Date.now()'],
    [core, "const message = 'console.log and process.env are words here' // process.exit(1)"],
    [core, 'const options = { console: 1, env: 2 }; options.console'],
    [core, 'const used = process.memoryUsage()'],
    [core, 'type Env = typeof process.env'],
    [core, "import process from 'node:process'\nexport const node = process.versions.node"],
    [page, 'async function load({ fetch }: Options) { return await fetch(1) }'],
    [page, 'const { fetch } = this.options; for (;;) fetch()'],
    [pure, 'const at = new Date(0).toISOString()'],
    [pure, "import { createHash } from 'node:crypto'"],
    [pure, 'const x = Math.round(1.5)'],
    [page, 'type Socket = WebSocket; let s: Socket'],
    [page, 'query.fetch(); const q = { fetch: 1 }'],
    [page, 'function load({ fetch: get }: { fetch: () => void }) { get() }'],
    ['src/renderer/transport/socket.ts', "new WebSocket('ws://x')"],
    ['src/main/hosts/cli/main.ts', 'console.log(process.env.HOME); process.exit(0)'],
  ])('%s may: %s', (path, text) => {
    expect(forbiddenGlobals(path, text)).toEqual([])
  })

  it('says where, what and why', () => {
    expect(forbiddenGlobals(core, 'const a = 1\nprocess.exit(a)\n')).toEqual([
      `${core}:2 uses process.exit\n    core-without-process: core reads no environment and ends no process: what it needs comes in through createCore(options).`,
    ])
  })

  it('reads every file under src', () => {
    const root = temporaryTree({
      [core]: 'console.log(1)',
      [page]: 'export const a = <p>fetch</p>',
      'tests/x.ts': 'console.log(1)',
    })
    expect(checkGlobals(root)).toEqual({ files: 2, findings: [expect.stringContaining('uses console')] })
  })
})

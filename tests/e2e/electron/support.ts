import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Page } from 'playwright-core'
import type { contract } from '../../../src/shared/contract/index.ts'
import { launchDouble, type Running } from '../../fakes/electron/launch.ts'

// The program's real bundles under the double. Build first: `npm run build`.

const out = resolve(process.env['METASTAMP_TEST_OUT'] ?? 'out')
/** The page's origin inside the double's Chromium; our bundles see `app://metastamp`. */
export const pageOrigin = 'https://metastamp.app.test'

export type Program = Running & { profileDir: string; dispose: () => Promise<void> }

export type ProgramOptions = { profileDir?: string; env?: Record<string, string> }

export function startProgram({ profileDir, env = {} }: ProgramOptions = {}): Program {
  const entry = join(out, 'main/electron.js')
  if (!existsSync(entry)) throw new Error(`${entry} is missing: run npm run build`)
  const dir = profileDir ?? mkdtempSync(join(tmpdir(), 'metastamp-electron-'))
  const running = launchDouble({ entry, args: ['--profile', dir], env })
  return {
    ...running,
    profileDir: dir,
    dispose: async () => {
      await running.stop()
      if (profileDir === undefined) rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** A document of the page's own origin, with the bridge and the policy but without the page's scripts: nobody else uses the port. */
export async function quietPage(program: Program): Promise<Page> {
  const page = await program.page()
  await page.goto(`${pageOrigin}/no-such-file.txt`)
  return page
}

export type PortHandle = { post: (data: unknown) => Promise<void>; client: ContractRouterClient<typeof contract> }

let portNumber = 0

/** Opens a port through the bridge, as the page does, and speaks the contract on it from here. */
export async function openPort(page: Page): Promise<PortHandle> {
  const name = `testPort${++portNumber}`
  const listeners: ((event: { data: unknown }) => void)[] = []
  await page.exposeFunction(name, (kind: 'text' | 'bytes', text: string) => {
    const data = kind === 'text' ? text : new Uint8Array(Buffer.from(text, 'base64'))
    for (const listener of listeners) listener({ data })
  })
  await page.evaluate(
    (key) =>
      new Promise<void>((done, fail) => {
        setTimeout(() => fail(new Error('no port came within 10 s')), 10_000)
        const scope = window as unknown as Record<string, (kind: string, text: string) => void> & {
          metastamp: { connect(): void }
        }
        const onMessage = (event: MessageEvent) => {
          const port = event.ports[0]
          if (event.data !== 'metastamp:port' || port === undefined) return
          removeEventListener('message', onMessage)
          port.onmessage = ({ data }) => {
            if (typeof data === 'string') scope[key]?.('text', data)
            else scope[key]?.('bytes', btoa(String.fromCharCode(...new Uint8Array(data))))
          }
          Object.assign(window, { [`${key}Port`]: port })
          done()
        }
        addEventListener('message', onMessage)
        scope.metastamp.connect()
      }),
    name,
  )
  const post = async (data: unknown) => {
    const bytes = data instanceof Uint8Array ? Buffer.from(data).toString('base64') : null
    await page.evaluate(
      ([key, value, encoded]) => {
        const port = (window as unknown as Record<string, MessagePort>)[`${key}Port`]
        port?.postMessage(
          encoded === null ? value : Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)),
        )
      },
      [name, bytes === null ? data : null, bytes] as const,
    )
  }
  const port = {
    postMessage: (data: unknown) => void post(data),
    addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
      if (type === 'message') listeners.push(listener)
    },
    start: () => undefined,
    close: () => undefined,
  }
  // The link needs no more of a MessagePort than this.
  const link = new RPCLink({ port: port as unknown as MessagePort })
  return { post, client: createORPCClient(link) }
}

/** What the program asked of the system: none of it may happen by a page's doing alone. */
export function effects(program: Program): string[] {
  const kinds = ['shell.openExternal', 'shell.showItemInFolder', 'dialog.open', 'dialog.error', 'popup']
  return program.notes.filter(({ note }) => kinds.includes(note)).map(({ note }) => note)
}

import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { BrowserWindow, startBrowser, stopBrowser } from './browser-window.ts'
import { note } from './control.ts'
import { CancellableEvent, covered } from './not-implemented.ts'

class App extends EventEmitter {
  readonly isPackaged = process.env['METASTAMP_DOUBLE_PACKAGED'] === '1'
  private readonly paths = new Map<string, string>()
  private ready = false
  private lock: { server: Server; file: string } | null = null
  private readonly leaving: Promise<void>[] = []
  private quitting = false
  private starting: Promise<void> | null = null

  whenReady(): Promise<void> {
    this.starting ??= this.start()
    return this.starting
  }

  isReady(): boolean {
    return this.ready
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`electron double: setPath needs a directory that exists: ${path}`)
    this.paths.set(name, path)
  }

  getPath(name: string): string {
    const path = this.paths.get(name)
    if (path === undefined) throw new Error(`electron double: app.getPath('${name}') is not implemented`)
    return path
  }

  getVersion(): string {
    return '0.1.0'
  }

  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    note('sandbox-enabled')
  }

  /** True for the first program with this userData; the first one hears of each later one. */
  requestSingleInstanceLock(): boolean {
    if (process.env['METASTAMP_DOUBLE_INSTANCE_LOCK'] === 'off') return true
    const file = join(this.getPath('userData'), 'instance.pid')
    const socket = join(this.getPath('userData'), 'instance.sock')
    if (existsSync(file) && isAlive(Number(readFileSync(file, 'utf8')))) {
      const told = new Promise<void>((resolve) => {
        const connection = createConnection(socket, () => connection.end(JSON.stringify(process.argv)))
        connection.on('close', () => resolve())
        connection.on('error', () => resolve())
      })
      this.leaving.push(told)
      return false
    }
    writeFileSync(file, String(process.pid))
    rmSync(socket, { force: true })
    const server = createServer((connection) => {
      let text = ''
      connection.on('data', (chunk) => {
        text += String(chunk)
      })
      connection.on('end', () => this.emit('second-instance', {}, JSON.parse(text), process.cwd(), null))
    })
    server.listen(socket).unref()
    this.lock = { server, file }
    return true
  }

  relaunch(): void {
    note('relaunch')
  }

  quit(): void {
    if (this.quitting) return
    const before = new CancellableEvent()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.quitting = true
    for (const window of BrowserWindow.getAllWindows()) window.close()
    this.quitting = false
    if (BrowserWindow.getAllWindows().length > 0) return
    const will = new CancellableEvent()
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.exit(0)
  }

  exit(code = 0): void {
    this.emit('quit', {}, code)
    note('exit', { code })
    void (async () => {
      await Promise.all(this.leaving)
      await stopBrowser()
      if (this.lock !== null) {
        this.lock.server.close()
        rmSync(this.lock.file, { force: true })
      }
      process.exit(code)
    })()
  }

  private async start(): Promise<void> {
    const endpoint = await startBrowser({
      created: (contents) => this.emit('web-contents-created', {}, contents),
      allClosed: () => {
        if (!this.quitting && !this.emit('window-all-closed')) this.quit()
      },
    })
    this.ready = true
    note('ready', { endpoint })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export const app = covered('app', new App())

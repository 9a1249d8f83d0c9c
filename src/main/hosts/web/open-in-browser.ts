import { spawn } from 'node:child_process'

export type Opener = { command: string; args: string[] }

/** The platform's program for opening an address. Never a shell: `start` of cmd.exe would read `&` and `|` in it. */
export function openerFor(platform: string, address: string): Opener {
  if (platform === 'win32') return { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', address] }
  return { command: platform === 'darwin' ? 'open' : 'xdg-open', args: [address] }
}

/** Opens an address that the caller has checked; false when there is no opener, as on a machine without a desktop. */
export function openInBrowser(address: string, platform: string = process.platform): Promise<boolean> {
  const { command, args } = openerFor(platform, address)
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore', shell: false, windowsHide: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

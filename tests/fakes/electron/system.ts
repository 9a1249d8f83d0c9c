import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from './app.ts'
import { answerTo, note } from './control.ts'
import { covered } from './not-implemented.ts'

// The operating system: what is asked of it is noted, what it answers comes from the test.

const optionsOf = (args: unknown[]) => args.at(-1)

export const dialog = covered('dialog', {
  showOpenDialog: async (...args: unknown[]) => {
    note('dialog.open', { options: optionsOf(args), ofWindow: args.length > 1 })
    return answerTo('dialog.open', { canceled: true, filePaths: [] as string[] })
  },
  showSaveDialog: async (...args: unknown[]) => {
    note('dialog.save', { options: optionsOf(args), ofWindow: args.length > 1 })
    return answerTo('dialog.save', { canceled: true, filePath: '' })
  },
  showMessageBox: async (options: { cancelId?: number }) => {
    note('dialog.message', { options })
    // Asked before there is a window, so before a test can give orders.
    return { response: Number(process.env['METASTAMP_DOUBLE_BUTTON'] ?? options.cancelId ?? 0), checkboxChecked: false }
  },
  showErrorBox: (title: string, content: string) => note('dialog.error', { title, content }),
})

export const shell = covered('shell', {
  openExternal: async (url: string) => note('shell.openExternal', { url }),
  showItemInFolder: (path: string) => note('shell.showItemInFolder', { path }),
})

/** The keyring's secret lies beside the browser's files, where a real keyring would not: a later start must find it. */
function keyringSecret(): Buffer {
  const file = join(app.getPath('userData'), 'keyring-of-the-double')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32))
  return readFileSync(file)
}

export const safeStorage = covered('safeStorage', {
  isAsyncEncryptionAvailable: async () => process.env['METASTAMP_DOUBLE_KEYRING'] !== 'none',
  getSelectedStorageBackend: () =>
    process.env['METASTAMP_DOUBLE_KEYRING'] === 'basic' ? 'basic_text' : 'gnome_libsecret',
  encryptStringAsync: async (text: string) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyringSecret(), iv)
    return Buffer.concat([Buffer.from('v11'), iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  decryptStringAsync: async (sealed: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', keyringSecret(), sealed.subarray(3, 15))
    decipher.setAuthTag(sealed.subarray(-16))
    const text = Buffer.concat([decipher.update(sealed.subarray(15, -16)), decipher.final()])
    return { result: text.toString('utf8'), shouldReEncrypt: false }
  },
})

/** Pictures are only carried around here: what they show is the system's affair. */
const imageOf = (bytes: number): object =>
  covered('NativeImage', { isEmpty: () => bytes === 0, resize: () => imageOf(bytes), bytes })

export const nativeImage = covered('nativeImage', {
  createFromBuffer: (buffer: Buffer) => imageOf(buffer.length),
  createFromDataURL: (url: string) => imageOf(url.length),
  createEmpty: () => imageOf(0),
})

class NativeTheme extends EventEmitter {
  get shouldUseDarkColors(): boolean {
    return process.env['METASTAMP_DOUBLE_DARK'] === '1'
  }
}
export const nativeTheme = covered('nativeTheme', new NativeTheme())

class PowerMonitor extends EventEmitter {
  get onBatteryPower(): boolean {
    return process.env['METASTAMP_DOUBLE_BATTERY'] === '1'
  }
}
export const powerMonitor = covered('powerMonitor', new PowerMonitor())

const display = {
  id: 1,
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
}
export const screen = covered('screen', { getAllDisplays: () => [display] })

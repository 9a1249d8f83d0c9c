// Keys in Electron's accelerator notation ("CmdOrCtrl+Shift+P"), matched against key events and drawn as caps.

export type Shortcut = { key: string; primary: boolean; control: boolean; alt: boolean; shift: boolean; meta: boolean }

/** The part of a KeyboardEvent that matching needs. */
export type KeyPress = {
  key: string
  code?: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const named: Readonly<Record<string, string>> = {
  Space: ' ',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Esc: 'Escape',
  Return: 'Enter',
  Plus: '+',
}

/** Throws a RangeError on an unknown modifier or a missing key. */
export function parseShortcut(accelerator: string): Shortcut {
  const parts = accelerator.split('+')
  const last = parts.pop()
  if (last === undefined || last === '') throw new RangeError(`a shortcut without a key: ${accelerator}`)
  const shortcut: Shortcut = {
    key: named[last] ?? last,
    primary: false,
    control: false,
    alt: false,
    shift: false,
    meta: false,
  }
  for (const part of parts) {
    if (part === 'CmdOrCtrl') shortcut.primary = true
    else if (part === 'Ctrl') shortcut.control = true
    else if (part === 'Alt') shortcut.alt = true
    else if (part === 'Shift') shortcut.shift = true
    else if (part === 'Cmd' || part === 'Super') shortcut.meta = true
    else throw new RangeError(`an unknown modifier in ${accelerator}: ${part}`)
  }
  return shortcut
}

const isSign = (key: string) => key.length === 1 && !/[a-z0-9 ]/i.test(key)

/** Whether a press is this shortcut. Signs such as `?` are taken as typed, whatever Shift the layout needs for them. */
export function matchesShortcut(shortcut: Shortcut, press: KeyPress, mac: boolean): boolean {
  const control = shortcut.control || (shortcut.primary && !mac)
  const meta = shortcut.meta || (shortcut.primary && mac)
  if (press.ctrlKey !== control || press.metaKey !== meta || press.altKey !== shortcut.alt) return false
  if (press.shiftKey !== shortcut.shift && !isSign(shortcut.key)) return false
  if (press.key.toLowerCase() === shortcut.key.toLowerCase()) return true
  // Shift turns a digit into a sign; the physical key still says which digit it was.
  return /^[0-9]$/.test(shortcut.key) && press.code === `Digit${shortcut.key}`
}

/** Whether the key needs a modifier besides Shift; those without rest while a person types. */
export function hasModifier(shortcut: Shortcut): boolean {
  return shortcut.primary || shortcut.control || shortcut.alt || shortcut.meta
}

const macSigns: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Cmd: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' }
const keySigns: Readonly<Record<string, string>> = {
  Left: '←',
  Right: '→',
  Up: '↑',
  Down: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  Enter: '↵',
}

/** The caps to draw, in order. */
export function keyLabels(accelerator: string, mac: boolean): string[] {
  return accelerator.split('+').map((part) => {
    if (mac && macSigns[part] !== undefined) return macSigns[part]
    if (part === 'CmdOrCtrl') return 'Ctrl'
    return keySigns[part] ?? part
  })
}

import { describe, expect, it } from 'vitest'
import { commandDefinitions } from '../../../../src/renderer/commands/definitions.ts'
import { createCommandRegistry } from '../../../../src/renderer/commands/registry.ts'
import type { KeyPress } from '../../../../src/renderer/commands/shortcut.ts'
import { keyLabels, matchesShortcut, parseShortcut } from '../../../../src/renderer/commands/shortcut.ts'
import { commandForPress, postedCommand } from '../../../../src/renderer/commands/use-keyboard.ts'
import { CommandId, commandKeys, menuAccelerator } from '../../../../src/shared/domain/commands.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const all = { isEnabled: () => true }

describe('shortcuts', () => {
  it('refuses what is no shortcut', () => {
    expect(() => parseShortcut('Hyper+K')).toThrow(RangeError)
    expect(() => parseShortcut('CmdOrCtrl+')).toThrow(RangeError)
  })

  it('parses every key of every command, each meaning one command only on any screen', () => {
    for (const key of CommandId.options.flatMap((id) => commandKeys[id])) parseShortcut(key)
    // Stars are given to works, decisions to matches: no screen offers both.
    for (const elsewhere of ['rate.', 'match.']) {
      const keys = CommandId.options.filter((id) => !id.startsWith(elsewhere)).flatMap((id) => commandKeys[id])
      expect(new Set(keys).size).toBe(keys.length)
    }
    expect(Object.keys(commandDefinitions).sort()).toEqual([...CommandId.options].sort())
  })

  it('means Command on a Mac and Control elsewhere, not both', () => {
    const palette = parseShortcut('CmdOrCtrl+K')
    expect([
      matchesShortcut(palette, press('k', { ctrlKey: true }), false),
      matchesShortcut(palette, press('k', { metaKey: true }), true),
      matchesShortcut(palette, press('k', { ctrlKey: true }), true),
      matchesShortcut(palette, press('k', { ctrlKey: true, shiftKey: true }), false),
    ]).toEqual([true, true, false, false])
  })

  it('takes signs as typed, and digits under Shift by their place', () => {
    expect(matchesShortcut(parseShortcut('?'), press('?', { shiftKey: true }), false)).toBe(true)
    const grid = parseShortcut('CmdOrCtrl+Shift+1')
    expect(matchesShortcut(grid, press('!', { code: 'Digit1', ctrlKey: true, shiftKey: true }), false)).toBe(true)
  })

  it('rests while a person types, except for modified keys that say so', () => {
    const ask = (key: KeyPress, typing: boolean) => commandForPress(key, typing, false, all)
    expect([
      ask(press('?', { shiftKey: true }), false),
      ask(press('?', { shiftKey: true }), true),
      ask(press('Delete'), true),
      ask(press('z', { ctrlKey: true }), true),
      ask(press('a', { ctrlKey: true }), true),
      ask(press('k', { ctrlKey: true }), true),
    ]).toEqual(['help.keys', null, null, null, null, 'palette.open'])
  })

  it('passes over commands nobody can carry out', () => {
    const registry = createCommandRegistry()
    expect(commandForPress(press('Delete'), false, false, registry)).toBe(null)
    const gone = registry.register('selection.remove', { run: () => undefined, enabled: true })
    expect(commandForPress(press('Delete'), false, false, registry)).toBe('selection.remove')
    gone()
    expect(commandForPress(press('Delete'), false, false, registry)).toBe(null)
  })

  it('gives native menus only keys that cannot be typed', () => {
    expect(CommandId.options.map(menuAccelerator).filter((key) => key !== null && !key.includes('+'))).toEqual([])
    expect(menuAccelerator('selection.remove')).toBe(null)
  })

  it('draws caps in the platform’s signs', () => {
    expect(keyLabels('CmdOrCtrl+Shift+O', true)).toEqual(['⌘', '⇧', 'O'])
    expect(keyLabels('CmdOrCtrl+Shift+O', false)).toEqual(['Ctrl', 'Shift', 'O'])
  })

  it('takes only known commands from messages', () => {
    expect([
      postedCommand({ type: 'metastamp:command', id: 'go.library' }),
      postedCommand({ type: 'metastamp:command', id: 'rm -rf' }),
      postedCommand({ type: 'other', id: 'go.library' }),
      postedCommand('metastamp:command'),
      postedCommand(null),
    ]).toEqual(['go.library', null, null, null, null])
  })
})

describe('the registry', () => {
  it('asks the last one who can; the one before takes over again when it leaves', () => {
    const registry = createCommandRegistry()
    const ran: string[] = []
    let told = 0
    registry.subscribe(() => {
      told += 1
    })
    registry.register('search.focus', { run: () => ran.push('frame'), enabled: true })
    const leave = registry.register('search.focus', { run: () => ran.push('page'), enabled: true })
    registry.register('search.focus', { run: () => ran.push('disabled'), enabled: false })
    registry.run('search.focus')
    leave()
    registry.run('search.focus')
    expect({ ran, told, nobody: registry.run('edit.undo') }).toEqual({ ran: ['page', 'frame'], told: 4, nobody: false })
  })
})

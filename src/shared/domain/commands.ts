import { z } from 'zod'

// Every act a person can ask for by menu, key, palette or tray, named once. The page carries them out; a native menu
// shows them with the same keys and posts `{ type: 'metastamp:command', id }` to the page.

export const CommandId = z.enum([
  'go.home',
  'go.library',
  'go.value',
  'go.wallet',
  'go.watched',
  'go.activity',
  'go.health',
  'go.settings',
  'go.back',
  'add.files',
  'add.folder',
  'add.watched',
  'search.focus',
  'palette.open',
  'help.keys',
  'help.diagnostics',
  'theme.toggle',
  'view.grid',
  'view.list',
  'selection.open',
  'selection.preview',
  'selection.rename',
  'selection.reveal',
  'selection.remove',
  'selection.restore',
  'selection.favourite',
  'selection.tag',
  'selection.collect',
  'selection.compare',
  'rate.0',
  'rate.1',
  'rate.2',
  'rate.3',
  'rate.4',
  'rate.5',
  'collection.new',
  'selection.all',
  'selection.clear',
  'edit.undo',
  'edit.redo',
  'work.pauseAll',
  'work.resumeAll',
])
export type CommandId = z.infer<typeof CommandId>

/**
 * Keys in Electron's accelerator notation, the first one is the one to show. Those without a modifier work in the page
 * only and never while a person types; a native menu must not claim them.
 */
export const commandKeys: Readonly<Record<CommandId, readonly string[]>> = {
  'go.home': ['CmdOrCtrl+0'],
  'go.library': ['CmdOrCtrl+1'],
  'go.value': ['CmdOrCtrl+4'],
  'go.wallet': ['CmdOrCtrl+5'],
  'go.watched': ['CmdOrCtrl+3'],
  'go.activity': ['CmdOrCtrl+2'],
  'go.health': [],
  'go.settings': ['CmdOrCtrl+,'],
  'go.back': ['Alt+Left'],
  'add.files': ['CmdOrCtrl+O'],
  'add.watched': [],
  'add.folder': ['CmdOrCtrl+Shift+O'],
  'search.focus': ['CmdOrCtrl+F', '/'],
  'palette.open': ['CmdOrCtrl+K'],
  'help.keys': ['?'],
  'help.diagnostics': [],
  'theme.toggle': ['CmdOrCtrl+Shift+L'],
  'view.grid': ['CmdOrCtrl+Shift+1'],
  'view.list': ['CmdOrCtrl+Shift+2'],
  'selection.open': ['Enter'],
  'selection.preview': ['Space'],
  'selection.rename': ['F2'],
  'selection.reveal': ['CmdOrCtrl+Shift+R'],
  'selection.remove': ['Delete'],
  'selection.restore': [],
  'selection.favourite': ['F'],
  'selection.tag': ['T'],
  'selection.collect': ['C'],
  'selection.compare': ['Shift+C'],
  'rate.0': ['0'],
  'rate.1': ['1'],
  'rate.2': ['2'],
  'rate.3': ['3'],
  'rate.4': ['4'],
  'rate.5': ['5'],
  'collection.new': ['CmdOrCtrl+Shift+N'],
  'selection.all': ['CmdOrCtrl+A'],
  'selection.clear': ['Escape'],
  'edit.undo': ['CmdOrCtrl+Z'],
  'edit.redo': ['CmdOrCtrl+Shift+Z', 'CmdOrCtrl+Y'],
  'work.pauseAll': ['CmdOrCtrl+Shift+P'],
  'work.resumeAll': [],
}

/** The accelerator a native menu may claim for a command: its first key that has a modifier, or null. */
export function menuAccelerator(id: CommandId): string | null {
  return commandKeys[id].find((key) => /^(CmdOrCtrl|Ctrl|Cmd|Alt|Super)\+/.test(key)) ?? null
}

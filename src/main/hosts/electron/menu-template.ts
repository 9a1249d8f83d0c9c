import type { MenuItemConstructorOptions } from 'electron'
import { type CommandId, menuAccelerator } from '../../../shared/domain/commands.ts'

export type MenuChoices = {
  platform: string
  developer: boolean
  /** Tells the page which command was chosen. */
  choose: (id: CommandId) => void
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

/**
 * The application menu: the page's commands by their ids and keys, and the system's own roles for text and windows.
 * Keys are shown, not claimed: the page hears them first, so that a key never acts twice.
 */
export function menuTemplate({ platform, developer, choose }: MenuChoices): Item[] {
  const mac = platform === 'darwin'
  const command = (id: CommandId, label: string): Item => {
    const accelerator = menuAccelerator(id)
    return {
      id,
      label,
      click: () => choose(id),
      ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
    }
  }
  const settings = command('go.settings', 'Settings…')
  const applicationMenu: Item = {
    label: 'META-STAMP',
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
  return [
    ...(mac ? [applicationMenu] : []),
    {
      label: '&File',
      submenu: [
        command('add.files', 'Add Files…'),
        command('add.folder', 'Add Folder…'),
        command('add.check', 'Have I Seen This?…'),
        command('add.watched', 'Watch a Folder…'),
        separator,
        command('work.pauseAll', 'Pause All Work'),
        command('work.resumeAll', 'Resume All Work'),
        separator,
        ...(mac ? [] : [settings, separator]),
        { role: mac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        command('search.focus', 'Find'),
      ],
    },
    {
      label: '&View',
      submenu: [
        command('go.library', 'Library'),
        command('go.matches', 'Matches'),
        command('go.value', 'Value'),
        command('go.wallet', 'Wallet'),
        command('go.watched', 'Watched Folders'),
        command('go.activity', 'Activity'),
        separator,
        command('view.grid', 'As Grid'),
        command('view.list', 'As List'),
        separator,
        command('palette.open', 'Command Palette…'),
        command('theme.toggle', 'Switch Light and Dark'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(developer ? [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [command('help.keys', 'Keyboard Shortcuts'), command('help.diagnostics', 'Diagnostics')],
    },
  ]
}

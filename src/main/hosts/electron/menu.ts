import { type BrowserWindow, Menu } from 'electron'
import { commandChannel } from '../../../preload/channels.ts'
import { focusWindow } from './window.ts'
import { menuTemplate } from './menu-template.ts'

/** Puts the application menu up. A chosen command goes to the page, which alone carries it out. */
export function showMenu(options: { platform: string; developer: boolean; window: () => BrowserWindow | null }): void {
  const template = menuTemplate({
    platform: options.platform,
    developer: options.developer,
    choose: (id) => {
      const window = options.window()
      if (window === null) return
      focusWindow(window)
      window.webContents.send(commandChannel, id)
    },
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

import { BrowserWindow, nativeTheme, screen } from 'electron'
import { appHome } from './addresses.ts'
import { minimumHeight, minimumWidth, placeWithin, readPlace, writePlace } from './window-state.ts'

export type WindowOptions = {
  preload: string
  /** Where size and position are remembered. */
  placeFile: string
  developer: boolean
  /** Losing a position is worth a line in the log, not an error box. */
  onPlaceNotSaved: (thrown: unknown) => void
}

/** The page's own background, shown while it loads, so that nothing flashes white or black. */
function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? '#151412' : '#faf8f4'
}

/** Opens the one window. It shows itself when the page has been drawn. */
export function openMainWindow(options: WindowOptions): BrowserWindow {
  const { maximized, ...bounds } = placeWithin(
    readPlace(options.placeFile),
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumWidth,
    minHeight: minimumHeight,
    title: 'META-STAMP',
    show: false,
    backgroundColor: backgroundColor(),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: options.developer,
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.on('close', () => {
    try {
      writePlace(options.placeFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
    } catch (thrown) {
      options.onPlaceNotSaved(thrown)
    }
  })
  return window
}

/** Loads the page. A load that another one replaces is no failure. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  await window.loadURL(appHome)
}

/** Brings the window to the front, whatever state it is in. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

import { useCommand } from '../commands/registry.ts'
import { useKeyboard } from '../commands/use-keyboard.ts'
import { useT } from '../i18n/locale.tsx'
import { goBack, navigate, useRoute } from '../router/router.ts'
import { reportText, useRedoAct, useUndoAct } from '../state/acts.ts'
import { useAdding } from '../state/adding.ts'
import { useClient, useConnectionState, useWritable } from '../state/core.tsx'
import { describeError } from '../state/errors.ts'
import { useInterface } from '../state/interface.ts'
import { useSteps } from '../state/organise.ts'
import { useChangeSettings, useSettings } from '../state/settings.ts'
import { showToast } from '../state/toasts.ts'
import { useUndo } from '../state/undo.ts'
import { useWatchFolder } from '../state/watching.ts'

/** The commands that work on every screen. Screens add theirs while they stand. */
export function GlobalCommands({ theme }: { theme: 'light' | 'dark' }) {
  useKeyboard()
  const t = useT()
  const client = useClient()
  const route = useRoute()
  const adding = useAdding()
  const watchFolder = useWatchFolder()
  const connected = useConnectionState() === 'open'
  const writable = useWritable()
  const settings = useChangeSettings()
  const { values } = useSettings()
  const { openOverlay } = useInterface.getState()
  const remembered = useSteps().undo !== null
  const undoable = useUndo((state) => state.steps.length > 0) || remembered
  const redo = useRedoAct()
  const undo = useUndoAct()

  const tell = (error: unknown) => {
    const told = describeError(error, t)
    showToast({ key: 'command', title: told.message, tone: 'needs', copy: told.text })
  }

  useCommand('go.home', () => navigate({ name: 'home' }))
  useCommand('go.library', () => navigate({ name: 'library' }))
  useCommand('go.matches', () => navigate({ name: 'matches', assetId: null }))
  useCommand('go.value', () => navigate({ name: 'value', assetId: null }))
  useCommand('go.wallet', () => navigate({ name: 'wallet', section: 'transactions' }))
  useCommand('go.assistant', () => navigate({ name: 'assistant', conversationId: null }))
  useCommand('go.watched', () => navigate({ name: 'watched' }))
  useCommand('go.activity', () => navigate({ name: 'activity' }))
  useCommand('go.health', () => navigate({ name: 'health' }))
  useCommand('go.settings', () => navigate({ name: 'settings', section: 'appearance' }))
  useCommand('go.back', () => goBack({ name: 'library' }), route.name !== 'home')
  useCommand('add.files', adding.files, writable)
  useCommand('add.folder', adding.folder, writable)
  useCommand('add.watched', watchFolder, writable)
  useCommand('add.check', adding.checkFiles, connected)
  useCommand('palette.open', () => openOverlay('palette'))
  useCommand('help.keys', () => openOverlay('keys'))
  useCommand(
    'help.diagnostics',
    () => {
      client.app
        .doctor({})
        .then((report) => navigator.clipboard.writeText(reportText(report)))
        .then(() => showToast({ key: 'diagnostics', title: t('toast.diagnosticsCopied') }), tell)
    },
    connected,
  )
  useCommand('theme.toggle', () => settings.set({ 'appearance.theme': theme === 'dark' ? 'light' : 'dark' }), connected)
  useCommand(
    'view.grid',
    () => settings.set({ 'library.view': 'grid' }),
    connected && values['library.view'] !== 'grid',
  )
  useCommand(
    'view.list',
    () => settings.set({ 'library.view': 'list' }),
    connected && values['library.view'] !== 'list',
  )
  useCommand('edit.undo', () => undo(), undoable && writable)
  useCommand('edit.redo', () => redo?.(), redo !== undefined && writable)
  useCommand(
    'work.pauseAll',
    () => {
      settings.set({ 'work.paused': true })
      showToast({ key: 'pause', title: t('toast.paused') })
    },
    writable && !values['work.paused'],
  )
  useCommand(
    'work.resumeAll',
    () => {
      settings.set({ 'work.paused': false })
      showToast({ key: 'pause', title: t('toast.resumed') })
    },
    writable && values['work.paused'],
  )
  return null
}

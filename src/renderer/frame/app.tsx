import { useRef } from 'react'
import { useFocusTrail } from '../components/focus-return.ts'
import { TooltipProvider } from '../components/tooltip.tsx'
import { Toaster } from '../components/toaster.tsx'
import { LocaleProvider, useT } from '../i18n/locale.tsx'
import { useRoute } from '../router/router.ts'
import { choiceOf, languageOf, rememberedChoice, useAppearance } from '../state/appearance.ts'
import { useBatchEndings } from '../state/batches.ts'
import type { Transport } from '../state/connection.ts'
import { CoreProvider, useAppInfo } from '../state/core.tsx'
import { useInterface } from '../state/interface.ts'
import { useSettings } from '../state/settings.ts'
import { Banners } from './banners.tsx'
import { DropZone } from './drop-zone.tsx'
import { FolderBrowser } from './folder-browser.tsx'
import { GlobalCommands } from './global-commands.tsx'
import { KeysOverlay } from './keys-overlay.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { Screen } from './screen.tsx'
import { ScreenGuard } from './screen-guard.tsx'

export function App({ transport }: { transport: Transport }) {
  return (
    <CoreProvider transport={transport}>
      <Dressed />
    </CoreProvider>
  )
}

/** Theme and language, from the settings as soon as they are known. */
function Dressed() {
  const { values, loaded } = useSettings()
  const choice = loaded ? choiceOf(values) : rememberedChoice()
  const { theme } = useAppearance(choice)
  return (
    <LocaleProvider language={languageOf(choice)}>
      <TooltipProvider delayDuration={500} skipDelayDuration={200}>
        <ScreenGuard>
          <GlobalCommands theme={theme} />
          <Frame />
          <Palette />
          <KeysOverlay />
          <FolderBrowser />
          <DropZone />
          <Toaster />
        </ScreenGuard>
      </TooltipProvider>
    </LocaleProvider>
  )
}

function Frame() {
  useFocusTrail()
  const t = useT()
  const route = useRoute()
  const main = useRef<HTMLElement>(null)
  // The first screen tells of its works itself and has the window to itself.
  const welcomed = useInterface((state) => state.welcomed)
  const firstRun = useAppInfo()?.firstRun !== false
  const welcoming = route.name === 'home' && (welcomed || firstRun)
  useBatchEndings(welcoming)
  return (
    <div className="flex h-full flex-col">
      <button
        type="button"
        onClick={() => main.current?.focus()}
        className="sr-only focus:not-sr-only focus:absolute focus:start-4 focus:top-4 focus:z-60 focus:rounded-sm focus:bg-ink focus:px-3 focus:py-1 focus:text-on-ink focus:text-sm"
      >
        {t('frame.skip')}
      </button>
      <Banners />
      <div className="flex min-h-0 flex-1">
        {!welcoming && <Rail />}
        <main ref={main} tabIndex={-1} className="relative min-w-0 flex-1 outline-none">
          <ScreenGuard key={route.name}>
            <Screen route={route} />
          </ScreenGuard>
        </main>
      </div>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Compass } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { useT } from '../i18n/locale.tsx'
import { DashboardPage } from '../pages/dashboard/dashboard-page.tsx'
import { AssistantPage } from '../pages/assistant/assistant-page.tsx'
import { ActivityPage } from '../pages/activity/activity-page.tsx'
import { CheckPage } from '../pages/check/check-page.tsx'
import { HealthPage } from '../pages/health/health-page.tsx'
import { LibraryPage } from '../pages/library/library-page.tsx'
import { FirstRunPage } from '../pages/first-run/first-run-page.tsx'
import { MatchesPage } from '../pages/matches/matches-page.tsx'
import { ValuePage } from '../pages/value/value-page.tsx'
import { WalletPage } from '../pages/wallet/wallet-page.tsx'
import { WatchedPage } from '../pages/watched/watched-page.tsx'
import { WorkPage } from '../pages/work/work-page.tsx'
import { SettingsPage } from '../pages/settings/settings-page.tsx'
import { navigate } from '../router/router.ts'
import type { Route } from '../router/routes.ts'
import { useOrpc } from '../state/core.tsx'
import { useInterface } from '../state/interface.ts'

export function Screen({ route }: { route: Route }) {
  switch (route.name) {
    case 'home':
      return <Home />
    case 'library':
      return <LibraryPage />
    case 'activity':
      return <ActivityPage />
    case 'health':
      return <HealthPage />
    case 'check':
      return <CheckPage />
    case 'watched':
      return <WatchedPage />
    case 'work':
      return <WorkPage assetId={route.assetId} />
    case 'matches':
      return <MatchesPage key={route.assetId} assetId={route.assetId} />
    case 'value':
      return <ValuePage assetId={route.assetId} />
    case 'assistant':
      return <AssistantPage conversationId={route.conversationId} />
    case 'wallet':
      return <WalletPage section={route.section} />
    case 'settings':
      return <SettingsPage section={route.section} />
    default:
      return <NothingHere />
  }
}

/** The first screen while there has never been a work, and until the person leaves it; afterwards home. */
function Home() {
  const orpc = useOrpc()
  const info = useQuery(orpc.app.info.queryOptions({ input: {} }))
  const firstRun = info.data?.firstRun
  const welcomed = useInterface((state) => state.welcomed)
  const welcome = firstRun === true || welcomed
  useEffect(() => {
    if (firstRun === true) useInterface.getState().setWelcomed(true)
  }, [firstRun])
  // Once it has been left, home is home.
  useEffect(() => () => useInterface.getState().setWelcomed(false), [])
  if (info.isError && info.data === undefined) {
    return <ErrorState error={info.error} onRetry={() => void info.refetch()} />
  }
  if (info.data === undefined) return null
  return welcome ? <FirstRunPage /> : <DashboardPage />
}

function NothingHere() {
  const t = useT()
  return (
    <EmptyState
      icon={Compass}
      title={t('frame.nothing')}
      description={t('frame.nothingHint')}
      actions={<Button onClick={() => navigate({ name: 'library' })}>{t('command.go.library')}</Button>}
    />
  )
}

import type { RouterUtils } from '@orpc/tanstack-query'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { AppInfo, ChangeTopic } from '../../shared/contract/app.ts'
import type { ConnectionState, CoreClient, Transport } from './connection.ts'

type CoreUtils = RouterUtils<CoreClient>
type Core = { transport: Transport; client: CoreClient; orpc: CoreUtils }

const CoreContext = createContext<Core | null>(null)

/** The core is on this machine: no network to wait for, nothing stale until it says so. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

export function CoreProvider({ transport, children }: { transport: Transport; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const core = useMemo(
    () => ({ transport, client: transport.client, orpc: createTanstackQueryUtils(transport.client) }),
    [transport],
  )
  return (
    <CoreContext.Provider value={core}>
      <QueryClientProvider client={queryClient}>
        <Invalidation queryClient={queryClient} />
        {children}
      </QueryClientProvider>
    </CoreContext.Provider>
  )
}

function useCore(): Core {
  const core = useContext(CoreContext)
  if (core === null) throw new Error('no CoreProvider above this component')
  return core
}

export const useTransport = (): Transport => useCore().transport

/** The contract as plain calls. */
export const useClient = (): CoreClient => useCore().client

/** The contract as query and mutation options: `useQuery(orpc.library.get.queryOptions({ input }))`. */
export const useOrpc = (): CoreUtils => useCore().orpc

export function useConnectionState(): ConnectionState {
  const { transport } = useCore()
  return useSyncExternalStore(
    (listener) => transport.state.subscribe(listener),
    () => transport.state.get(),
  )
}

export function useAppInfo(): AppInfo | undefined {
  const { orpc } = useCore()
  return useQuery(orpc.app.info.queryOptions({ input: {} })).data
}

/** Whether changes can be made now: connected, and the library not read-only. */
export function useWritable(): boolean {
  const info = useAppInfo()
  const state = useConnectionState()
  return state === 'open' && info?.readOnly === false
}

/** The query keys that a topic of change makes stale. */
export function keysOfTopic(orpc: CoreUtils, topic: ChangeTopic): readonly (readonly unknown[])[] {
  switch (topic) {
    case 'library':
      return [orpc.library.key(), orpc.organise.key(), orpc.overview.key(), orpc.app.info.key()]
    case 'health':
      return [orpc.app.info.key(), orpc.app.doctor.key()]
    case 'custody':
      return [orpc.custody.list.key(), orpc.library.get.key()]
    case 'intake':
      return [orpc.intake.batches.key(), orpc.intake.issues.key()]
    case 'matches':
      return [orpc.matches.key(), orpc.organise.steps.key()]
    case 'settings':
      return [orpc.settings.key(), orpc.providers.list.key()]
    case 'providers':
      // Not the lists of models, which are asked for over the network.
      return [orpc.providers.list.key(), orpc.providers.usage.key()]
    default:
      return [orpc[topic].key()]
  }
}

const again = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/** Follows what changes in the core; after a break everything shown is asked for anew. */
function Invalidation({ queryClient }: { queryClient: QueryClient }) {
  const { client, orpc } = useCore()
  const connected = useConnectionState() === 'open'
  useEffect(() => {
    if (!connected) return
    const stop = new AbortController()
    const follow = async () => {
      void queryClient.invalidateQueries()
      while (!stop.signal.aborted) {
        try {
          for await (const { topics } of await client.app.changes({}, { signal: stop.signal })) {
            for (const topic of topics) {
              for (const queryKey of keysOfTopic(orpc, topic)) void queryClient.invalidateQueries({ queryKey })
            }
          }
        } catch {
          // A broken stream shows as a lost connection; here it only means to ask again.
        }
        await again(1000, stop.signal)
      }
    }
    void follow()
    return () => stop.abort()
  }, [client, orpc, queryClient, connected])
  return null
}

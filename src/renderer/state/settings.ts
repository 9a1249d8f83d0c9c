import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SettingKey } from '../../shared/contract/settings.ts'
import { Settings, settingDefaults } from '../../shared/contract/settings.ts'
import { useT } from '../i18n/locale.tsx'
import { useOrpc } from './core.tsx'
import { describeError } from './errors.ts'
import { showToast } from './toasts.ts'

/** The settings, or the defaults until they have arrived. */
export function useSettings(): { values: Settings; defaults: Settings; loaded: boolean } {
  const orpc = useOrpc()
  const { data } = useQuery(orpc.settings.get.queryOptions({ input: {} }))
  return {
    values: data?.values ?? settingDefaults,
    defaults: data?.defaults ?? settingDefaults,
    loaded: data !== undefined,
  }
}

/** Shows a change at once and takes it back when the core refuses it. */
export function useChangeSettings(): { set(values: Partial<Settings>): void; reset(keys: SettingKey[]): void } {
  const orpc = useOrpc()
  const queryClient = useQueryClient()
  const t = useT()
  const queryKey = orpc.settings.get.queryKey({ input: {} })

  const optimistic = async (change: (values: Settings, defaults: Settings) => Settings) => {
    await queryClient.cancelQueries({ queryKey })
    const before = queryClient.getQueryData(queryKey)
    if (before !== undefined) {
      queryClient.setQueryData(queryKey, { ...before, values: change(before.values, before.defaults) })
    }
    return { before }
  }
  const refused = (error: unknown, context: Awaited<ReturnType<typeof optimistic>> | undefined) => {
    if (context?.before !== undefined) queryClient.setQueryData(queryKey, context.before)
    const told = describeError(error, t)
    showToast({
      key: 'settings',
      title: t('settings.saveFailed'),
      detail: told.message,
      tone: 'needs',
      copy: told.text,
    })
  }
  const settled = () => queryClient.invalidateQueries({ queryKey })

  const set = useMutation(
    orpc.settings.set.mutationOptions({
      onMutate: ({ values }) =>
        optimistic((current) => {
          const changed = Settings.safeParse({ ...current, ...values })
          return changed.success ? changed.data : current
        }),
      onError: (error, _input, context) => refused(error, context),
      onSettled: settled,
    }),
  )
  const reset = useMutation(
    orpc.settings.reset.mutationOptions({
      onMutate: ({ keys }) =>
        optimistic((current, defaults) => ({
          ...current,
          ...Object.fromEntries(keys.map((key) => [key, defaults[key]])),
        })),
      onError: (error, _input, context) => refused(error, context),
      onSettled: settled,
    }),
  )
  return { set: (values) => set.mutate({ values }), reset: (keys) => reset.mutate({ keys }) }
}

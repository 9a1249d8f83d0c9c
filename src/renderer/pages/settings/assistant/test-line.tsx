import { useMutation } from '@tanstack/react-query'
import { PlugZap } from 'lucide-react'
import type { ProviderState } from '../../../../shared/contract/assistant-providers.ts'
import { Button } from '../../../components/button.tsx'
import { StatusGlyph } from '../../../components/status-mark.tsx'
import { useFormat, useT } from '../../../i18n/locale.tsx'
import { useOrpc } from '../../../state/core.tsx'
import { describeError } from '../../../state/errors.ts'

/** Asks for the list of models: whether key and address are right, for nothing and without a word of the library. */
export function TestLine({ state: { provider, address, model } }: { state: ProviderState }) {
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const test = useMutation(orpc.providers.test.mutationOptions())
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button icon={PlugZap} busy={test.isPending} disabled={address === ''} onClick={() => test.mutate({ provider })}>
        {t('providers.test')}
      </Button>
      <p role="status" className="min-w-60 flex-1 text-sm">
        {test.data !== undefined &&
          (test.data.knowsModel === false
            ? t('providers.test.lacks', { model })
            : t('providers.test.ok', { count: test.data.models, time: format.number(test.data.latencyMs) }))}
        {test.error !== null && (
          <span className="flex gap-2 text-needs">
            <span className="pt-1">
              <StatusGlyph tone="needs" />
            </span>
            {describeError(test.error, t).message}
          </span>
        )}
      </p>
    </div>
  )
}

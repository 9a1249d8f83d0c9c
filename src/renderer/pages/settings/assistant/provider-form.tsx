import { useState } from 'react'
import type { ProviderState } from '../../../../shared/contract/assistant-providers.ts'
import { defaultAddresses } from '../../../../shared/domain/assistant-provider.ts'
import { Field } from '../../../components/field.tsx'
import { SegmentedControl } from '../../../components/segmented-control.tsx'
import { StatusGlyph } from '../../../components/status-mark.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { useT } from '../../../i18n/locale.tsx'
import { useWritable } from '../../../state/core.tsx'
import { useChangeSettings, useSettings } from '../../../state/settings.ts'
import { KeyField } from './key-field.tsx'
import { ModelField } from './model-field.tsx'
import { isAddress } from './provider-text.ts'
import { TestLine } from './test-line.tsx'

/** Address, key, model and test of a provider, and whether it may be asked at all. */
export function ProviderForm({ state, pricesOf }: { state: ProviderState; pricesOf: string }) {
  const t = useT()
  return (
    <div className="space-y-4 pt-1 ps-8 pb-5">
      {state.failure !== null && (
        <p className="flex gap-2 text-needs text-sm">
          <span className="pt-1">
            <StatusGlyph tone="needs" />
          </span>
          {t('providers.failure', { message: state.failure.message })}
        </p>
      )}
      <AddressField state={state} />
      <KeyField key={state.key} state={state} />
      <ModelField state={state} pricesOf={pricesOf} />
      <TestLine state={state} />
      <Consent state={state} />
    </div>
  )
}

function AddressField({ state: { provider, address } }: { state: ProviderState }) {
  const t = useT()
  const writable = useWritable()
  const { values } = useSettings()
  const { set } = useChangeSettings()
  const usual = defaultAddresses[provider]
  const stored = values['assistant.addresses'][provider] ?? ''
  const [text, setText] = useState(stored)
  const wrong = text.trim() !== '' && !isAddress(text.trim())
  const commit = () => {
    if (wrong || text.trim() === stored) return
    set({ 'assistant.addresses': { ...values['assistant.addresses'], [provider]: text.trim() } })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        commit()
      }}
    >
      <Field
        label={t('providers.address')}
        hint={usual === undefined ? t('providers.address.hintOwn') : t('providers.address.hint', { address: usual })}
        error={wrong ? t('providers.address.wrong') : undefined}
      >
        {(control) => (
          <TextField
            {...control}
            dir="ltr"
            inputMode="url"
            value={text}
            placeholder={address}
            disabled={!writable}
            onChange={(event) => setText(event.currentTarget.value)}
            onBlur={commit}
            className="w-full font-mono"
          />
        )}
      </Field>
    </form>
  )
}

/** Nothing is sent before this says yes, and it says what will be. */
function Consent({ state: { provider, address, local, enabled } }: { state: ProviderState }) {
  const t = useT()
  const { values } = useSettings()
  const { set } = useChangeSettings()
  const others = values['assistant.enabled'].filter((each) => each !== provider)
  const what =
    address === ''
      ? t('providers.allow.nowhere')
      : local
        ? t('providers.allow.here')
        : t('providers.allow.elsewhere', { host: new URL(address).host })
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
      <div className="min-w-60 flex-1">
        <p className="font-semibold text-sm">{t('providers.allow')}</p>
        <p className="text-muted text-sm">{what}</p>
      </div>
      <SegmentedControl
        label={t('providers.allow')}
        value={enabled ? 'yes' : 'no'}
        segments={[
          { value: 'no' as const, label: t('providers.allow.no') },
          { value: 'yes' as const, label: t('providers.allow.yes') },
        ]}
        onChange={(value) => set({ 'assistant.enabled': value === 'yes' ? [...others, provider] : others })}
      />
    </div>
  )
}

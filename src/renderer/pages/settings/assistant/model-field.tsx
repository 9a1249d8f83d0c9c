import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProviderModel, ProviderState } from '../../../../shared/contract/assistant-providers.ts'
import { Button } from '../../../components/button.tsx'
import { Field } from '../../../components/field.tsx'
import { Select } from '../../../components/select.tsx'
import { TextField } from '../../../components/text-field.tsx'
import type { Formatters } from '../../../i18n/format.ts'
import { useFormat, useT } from '../../../i18n/locale.tsx'
import type { Translate } from '../../../i18n/translate.ts'
import { useOrpc, useWritable } from '../../../state/core.tsx'
import { describeError } from '../../../state/errors.ts'
import { useChangeSettings, useSettings } from '../../../state/settings.ts'
import { dollars } from './provider-text.ts'

/** Which model answers: typed, or chosen from what the provider lists once it is asked to. */
export function ModelField({ state, pricesOf }: { state: ProviderState; pricesOf: string }) {
  const { provider, model } = state
  const t = useT()
  const format = useFormat()
  const orpc = useOrpc()
  const writable = useWritable()
  const { values } = useSettings()
  const { set } = useChangeSettings()
  const [wanted, setWanted] = useState(false)
  // Asked for once a person wants the list, and not again by itself: it goes over the network.
  const query = useQuery(
    orpc.providers.models.queryOptions({
      input: { provider },
      enabled: wanted,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
  )
  const choose = (id: string) => {
    if (id.trim() !== model) set({ 'assistant.models': { ...values['assistant.models'], [provider]: id.trim() } })
  }
  const listed = query.data?.models ?? []
  return (
    <Field
      label={t('providers.model')}
      hint={
        model === ''
          ? t('providers.model.hint')
          : toldOf(state, format, format.date(Date.parse(`${pricesOf}T12:00:00Z`)), t)
      }
      error={query.isError ? describeError(query.error, t).message : undefined}
    >
      {(control) => (
        <div className="flex flex-wrap gap-2">
          {listed.length > 0 ? (
            <Select
              {...control}
              value={model}
              options={optionsOf(listed, model, t, format)}
              disabled={!writable}
              onChange={choose}
              className="min-w-48 flex-1"
            />
          ) : (
            <ModelText key={model} control={control} model={model} disabled={!writable} onCommit={choose} />
          )}
          <Button
            busy={query.isFetching}
            disabled={state.address === ''}
            onClick={() => {
              if (wanted) void query.refetch()
              setWanted(true)
            }}
          >
            {t('providers.model.load')}
          </Button>
        </div>
      )}
    </Field>
  )
}

type Control = { id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }

function ModelText({
  control,
  model,
  disabled,
  onCommit,
}: {
  control: Control
  model: string
  disabled: boolean
  onCommit(id: string): void
}) {
  const [text, setText] = useState(model)
  return (
    <form
      className="min-w-48 flex-1"
      onSubmit={(event) => {
        event.preventDefault()
        onCommit(text)
      }}
    >
      <TextField
        {...control}
        dir="ltr"
        value={text}
        disabled={disabled}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => onCommit(text)}
        className="w-full font-mono"
      />
    </form>
  )
}

/** What is set stays in the list though the provider does not name it. */
function optionsOf(listed: readonly ProviderModel[], model: string, t: Translate, format: Formatters) {
  const known = listed.some(({ id }) => id === model)
  const options = listed.map(({ id, label, price }) => ({
    value: id,
    label:
      price === null || price.output === 0
        ? label
        : t('providers.model.priced', {
            model: label,
            input: dollars(price.input, format),
            output: dollars(price.output, format),
          }),
  }))
  return known ? options : [{ value: model, label: model }, ...options]
}

function toldOf(
  { price, local, readsPictures }: ProviderState,
  format: Formatters,
  date: string,
  t: Translate,
): string {
  const cost = local
    ? t('providers.model.free')
    : price === null
      ? t('providers.model.unpriced')
      : t('providers.model.price', { input: dollars(price.input, format), output: dollars(price.output, format), date })
  return readsPictures ? cost : `${cost} ${t('providers.model.blind')}`
}

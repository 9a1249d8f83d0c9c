import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProviderState } from '../../../../shared/contract/assistant-providers.ts'
import { Button } from '../../../components/button.tsx'
import { Field } from '../../../components/field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { useT } from '../../../i18n/locale.tsx'
import { useOrpc, useWritable } from '../../../state/core.tsx'
import { describeError } from '../../../state/errors.ts'
import { showToast } from '../../../state/toasts.ts'

/** A key goes in here and is never shown again: the page learns only that there is one. */
export function KeyField({ state: { provider, key, wantsKey } }: { state: ProviderState }) {
  const t = useT()
  const orpc = useOrpc()
  const queryClient = useQueryClient()
  const writable = useWritable()
  const [text, setText] = useState('')
  const [entering, setEntering] = useState(key !== 'set')
  const done = (title: 'providers.key.saved' | 'providers.key.removed') => {
    setText('')
    setEntering(title === 'providers.key.removed')
    showToast({ key: 'providers', title: t(title) })
    void queryClient.invalidateQueries({ queryKey: orpc.providers.list.key() })
  }
  const save = useMutation(orpc.providers.saveKey.mutationOptions({ onSuccess: () => done('providers.key.saved') }))
  const remove = useMutation(
    orpc.providers.removeKey.mutationOptions({ onSuccess: () => done('providers.key.removed') }),
  )
  const failed = save.error ?? remove.error
  const label = t(wantsKey ? 'providers.key' : 'providers.key.optional')
  if (!entering) {
    return (
      <div>
        <p className="mb-1 text-muted text-sm">{label}</p>
        <div className="flex flex-wrap items-center gap-2">
          <p className="min-w-60 flex-1 text-sm">{t('providers.key.set')}</p>
          <Button size="sm" disabled={!writable} onClick={() => setEntering(true)}>
            {t('providers.key.replace')}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            disabled={!writable}
            busy={remove.isPending}
            onClick={() => remove.mutate({ provider })}
          >
            {t('providers.key.remove')}
          </Button>
        </div>
      </div>
    )
  }
  const hint =
    key === 'elsewhere' ? t('providers.key.elsewhere') : key === 'sealed' ? t('providers.key.sealed') : undefined
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') save.mutate({ provider, key: text })
      }}
    >
      <Field
        label={label}
        {...(hint === undefined ? {} : { hint })}
        error={failed === null ? undefined : describeError(failed, t).message}
      >
        {(control) => (
          <div className="flex flex-wrap gap-2">
            <TextField
              {...control}
              type="password"
              dir="ltr"
              autoComplete="off"
              value={text}
              placeholder={t('providers.key.new')}
              disabled={!writable}
              onChange={(event) => setText(event.currentTarget.value)}
              className="min-w-48 flex-1 font-mono"
            />
            <Button type="submit" busy={save.isPending} disabled={!writable || text.trim() === ''}>
              {t('providers.key.save')}
            </Button>
            {key === 'set' && (
              <Button
                variant="ghost"
                onClick={() => {
                  setText('')
                  setEntering(false)
                }}
              >
                {t('providers.key.cancel')}
              </Button>
            )}
          </div>
        )}
      </Field>
    </form>
  )
}

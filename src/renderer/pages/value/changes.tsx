import type { ValueChange } from '../../../shared/contract/value.ts'
import { useT } from '../../i18n/locale.tsx'
import type { MessageKey } from '../../i18n/messages/en.ts'

const names: Readonly<Record<string, MessageKey>> = {
  modelEarnings: 'value.field.modelEarnings',
  earningsSource: 'value.field.earningsSource',
  currency: 'value.field.currency',
  platform: 'value.field.platform',
  equityFactor: 'value.field.equityFactor',
  'contribution.contentHours': 'value.contentHours',
  'contribution.followers': 'value.followers',
  'contribution.percent': 'value.field.contribution',
  'contribution.part': 'value.part',
  'contribution.whole': 'value.whole',
  'exposure.views': 'value.views',
  'exposure.percent': 'value.field.exposure',
  'result.contribution': 'value.contribution',
  'result.exposure': 'value.exposure',
  'result.confidence': 'value.field.confidence',
  'result.value': 'value.field.value',
}

/** What is not as it was in the estimate this one was made from. */
export function Changes({ changes }: { changes: readonly ValueChange[] }) {
  const t = useT()
  const told = changes.filter(({ field }) => field in names)
  if (told.length === 0) return null
  return (
    <section aria-label={t('value.changes')} className="rounded-md bg-sunken p-4">
      <h3 className="mb-1 font-semibold text-sm">{t('value.changes')}</h3>
      <dl className="text-sm">
        {told.map(({ field, before, after }) => (
          <div key={field} className="flex flex-wrap justify-between gap-x-4">
            <dt className="text-muted">{t(names[field] ?? 'value.field.other')}</dt>
            <dd className="break-words tabular">
              {t('value.change', { before: before || t('value.nothing'), after: after || t('value.nothing') })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

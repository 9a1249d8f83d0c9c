import type { ReactNode } from 'react'
import { Platform } from '../../../shared/domain/valuation.ts'
import { CurrencyField } from '../../components/currency-field.tsx'
import { Field } from '../../components/field.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useT } from '../../i18n/locale.tsx'
import type { MessageKey } from '../../i18n/messages/en.ts'
import type { Draft, DraftField, ReadDraft } from './draft.ts'
import { useCalculator } from './draft.ts'
import { RangeFields } from './range-fields.tsx'

/** Every input of the formula. What it makes of them stands beside it. */
export function CalculatorForm({ problems, wrongRanges }: Pick<ReadDraft, 'problems' | 'wrongRanges'>) {
  const t = useT()
  const { draft, change } = useCalculator()
  const figure = (field: DraftField, label: MessageKey, hint?: MessageKey) => (
    <FigureField
      field={field}
      label={t(label)}
      draft={draft}
      problem={problems[field]}
      {...(hint === undefined ? {} : { hint: t(hint) })}
    />
  )
  return (
    <form className="space-y-6" aria-label={t('value.calculator')} onSubmit={(event) => event.preventDefault()}>
      <div className="space-y-3">
        <div className="grid grid-cols-[1fr_6rem] items-start gap-3">
          {figure('modelEarnings', 'value.earnings')}
          <CurrencyField
            label={t('value.currency')}
            value={draft.currency}
            onChange={(currency) => change({ currency })}
          />
        </div>
        <Field label={t('value.source')} hint={t('value.sourceHint')}>
          {(control) => (
            <TextField
              {...control}
              maxLength={300}
              value={draft.earningsSource}
              onChange={(event) => change({ earningsSource: event.currentTarget.value })}
              className="w-full"
            />
          )}
        </Field>
        <Field label={t('value.platform')}>
          {(control) => (
            <Select
              {...control}
              value={draft.platform}
              options={Platform.options.map((name) => ({ value: name, label: t(`value.platform.${name}`) }))}
              onChange={(platform) => change({ platform })}
              className="w-full"
            />
          )}
        </Field>
      </div>
      <Group title={t('value.contribution')}>
        <SegmentedControl
          label={t('value.contributionBy')}
          value={draft.contributionBy}
          segments={(['reach', 'percent', 'corpus'] as const).map((by) => ({ value: by, label: t(`value.by.${by}`) }))}
          onChange={(contributionBy) => change({ contributionBy })}
          className="mb-3 max-w-full flex-wrap"
        />
        {draft.contributionBy === 'percent' && figure('contributionPercent', 'value.percent')}
        {draft.contributionBy === 'reach' && (
          <div className="grid grid-cols-2 items-start gap-3">
            {figure('contentHours', 'value.contentHours')}
            {figure('followers', 'value.followers')}
          </div>
        )}
        {draft.contributionBy === 'corpus' && (
          <>
            <div className="grid grid-cols-2 items-start gap-3">
              {figure('part', 'value.part')}
              {figure('whole', 'value.whole')}
            </div>
            <p className="mt-1 text-faint text-xs">{t('value.corpusHint')}</p>
          </>
        )}
      </Group>
      <Group title={t('value.exposure')}>
        <SegmentedControl
          label={t('value.exposureBy')}
          value={draft.exposureBy}
          segments={[
            { value: 'reach', label: t('value.by.views') },
            { value: 'percent', label: t('value.by.percent') },
          ]}
          onChange={(exposureBy) => change({ exposureBy })}
          className="mb-3"
        />
        {draft.exposureBy === 'reach' ? figure('views', 'value.views') : figure('exposurePercent', 'value.percent')}
      </Group>
      {figure('equityFactor', 'value.equity', 'value.equityHint')}
      <RangeFields wrong={wrongRanges} />
    </form>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-2 font-semibold text-sm">{title}</legend>
      {children}
    </fieldset>
  )
}

type FigureFieldProps = {
  field: DraftField
  label: string
  hint?: string
  draft: Draft
  problem: ReadDraft['problems'][DraftField]
}

function FigureField({ field, label, hint, draft, problem }: FigureFieldProps) {
  const t = useT()
  const change = useCalculator((state) => state.change)
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      error={problem === undefined ? undefined : t(`value.problem.${problem}`)}
    >
      {(control) => (
        <TextField
          {...control}
          inputMode="decimal"
          value={draft[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
          className="w-full text-end tabular"
        />
      )}
    </Field>
  )
}

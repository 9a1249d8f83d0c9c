import type { AssetDetail } from '../../../shared/contract/library.ts'
import { type Definition, DefinitionList } from '../../components/definition-list.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { type ExifField, groupExif, labelOf } from './exif-groups.ts'
import { soundFacts, textFacts } from './kind-facts.ts'

/** Fields of a group shown before it is folded. */
const shownFields = 8

/** What is known about the current version, and what camera and editor wrote into it. */
export function Facts({ work }: { work: AssetDetail }) {
  const t = useT()
  const format = useFormat()
  const { fingerprint } = work
  const { image, audio, text } = fingerprint ?? {}
  const items: Definition[] = [
    { term: t('work.fact.kind'), value: t(`kind.${work.kind}`) },
    { term: t('work.fact.type'), value: work.mediaType },
  ]
  if (work.width !== null && work.height !== null) {
    const megapixels = format.number((work.width * work.height) / 1_000_000, 1)
    const values = { width: String(work.width), height: String(work.height), megapixels }
    items.push({ term: t('work.fact.pixels'), value: t('work.fact.megapixels', values) })
  }
  if (audio !== undefined) items.push(...soundFacts(audio, t, format))
  if (text !== undefined) items.push(...textFacts(text, navigator.languages[0] ?? 'en', t, format))
  items.push({ term: t('work.fact.size'), value: format.bytes(work.bytes) })
  if (image?.colourSpace !== undefined) items.push({ term: t('work.fact.colour'), value: image.colourSpace })
  if (image?.hasAlpha !== undefined) {
    items.push({ term: t('work.fact.alpha'), value: t(image.hasAlpha ? 'work.yes' : 'work.no') })
  }
  if (image?.frames !== undefined && image.frames > 1) {
    items.push({ term: t('work.fact.frames'), value: format.number(image.frames) })
  }
  items.push({ term: t('work.fact.added'), value: format.dateTime(work.createdAt) })
  if (fingerprint !== null) {
    const took = t('work.fact.milliseconds', { count: format.number(fingerprint.processingMs) })
    items.push({ term: t('work.fact.took'), value: took })
  }
  return (
    <>
      <DefinitionList items={items} className="facts" />
      {/* A film's notes stand under the film. */}
      {(work.kind === 'video' ? [] : (fingerprint?.notes ?? [])).map((note) => (
        <p key={note} className="mt-2 text-needs text-sm">
          {note}
        </p>
      ))}
      {groupExif(image?.exif ?? {}).map(({ group, fields }) => (
        <Group key={group} title={t(`work.exif.${group}`)} fields={fields} folded={group === 'other'} />
      ))}
      <Group title={t('work.tags')} fields={tagFields(audio?.tags ?? {})} folded={false} />
    </>
  )
}

const tagFields = (tags: Readonly<Record<string, string>>): ExifField[] =>
  Object.entries(tags)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => ({ name, label: labelOf(name), value }))

/** Fields under a heading, folded from the start where they are many or of little interest. */
function Group({ title, fields, folded }: { title: string; fields: readonly ExifField[]; folded: boolean }) {
  const format = useFormat()
  if (fields.length === 0) return null
  const list = fields.map(({ label, value }) => ({ term: label, value }))
  return folded || list.length > shownFields ? (
    <details className="exif">
      <summary>
        {title} <span className="text-faint tabular">{format.number(list.length)}</span>
      </summary>
      <DefinitionList items={list} className="facts" />
    </details>
  ) : (
    <div className="exif">
      <h3>{title}</h3>
      <DefinitionList items={list} className="facts" />
    </div>
  )
}

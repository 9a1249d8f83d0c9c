import type { AssetDetail } from '../../../shared/contract/library.ts'
import { type Definition, DefinitionList } from '../../components/definition-list.tsx'
import { useFormat, useT } from '../../i18n/locale.tsx'
import { groupExif } from './exif-groups.ts'

/** Fields of a group shown before it is folded. */
const shownFields = 8

/** What is known about the current version, and what camera and editor wrote into it. */
export function Facts({ work }: { work: AssetDetail }) {
  const t = useT()
  const format = useFormat()
  const { fingerprint } = work
  const image = fingerprint?.image
  const items: Definition[] = [
    { term: t('work.fact.kind'), value: t(`kind.${work.kind}`) },
    { term: t('work.fact.type'), value: work.mediaType },
  ]
  if (work.width !== null && work.height !== null) {
    const megapixels = format.number((work.width * work.height) / 1_000_000, 1)
    const values = { width: String(work.width), height: String(work.height), megapixels }
    items.push({ term: t('work.fact.pixels'), value: t('work.fact.megapixels', values) })
  }
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
      {fingerprint?.notes?.map((note) => (
        <p key={note} className="mt-2 text-needs text-sm">
          {note}
        </p>
      ))}
      {groupExif(image?.exif ?? {}).map(({ group, fields }) => {
        const list = fields.map(({ label, value }) => ({ term: label, value }))
        const folded = group === 'other' || list.length > shownFields
        return folded ? (
          <details key={group} className="exif">
            <summary>
              {t(`work.exif.${group}`)} <span className="text-faint tabular">{format.number(list.length)}</span>
            </summary>
            <DefinitionList items={list} className="facts" />
          </details>
        ) : (
          <div key={group} className="exif">
            <h3>{t(`work.exif.${group}`)}</h3>
            <DefinitionList items={list} className="facts" />
          </div>
        )
      })}
    </>
  )
}

import { CommandId, commandKeys } from '../../shared/domain/commands.ts'
import { commandDefinitions, commandGroups } from '../commands/definitions.ts'
import { useT } from '../i18n/locale.tsx'
import { KeyHint } from './key-hint.tsx'

/** All commands that have keys, by group. */
export function KeyList() {
  const t = useT()
  return (
    <div className="gap-x-10 sm:columns-2">
      {commandGroups.map((group) => {
        const members = CommandId.options.filter(
          (id) => commandDefinitions[id].group === group && commandKeys[id].length > 0,
        )
        if (members.length === 0) return null
        return (
          <section key={group} className="mb-6 break-inside-avoid">
            <h3 className="pb-1 text-muted text-xs">{t(`group.${group}`)}</h3>
            <dl className="divide-y divide-line">
              {members.map((id) => (
                <div key={id} className="flex min-h-9 items-center gap-4 py-1.5 text-sm">
                  <dt className="min-w-0 flex-1">{t(commandDefinitions[id].title)}</dt>
                  <dd className="flex gap-2">
                    {commandKeys[id].map((keys) => (
                      <KeyHint key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </div>
  )
}

import { Command } from 'cmdk'
import { Dialog as Primitive } from 'radix-ui'
import { commandKeys } from '../../shared/domain/commands.ts'
import { commandDefinitions, commandGroups } from '../commands/definitions.ts'
import { runAfterOverlay, useEnabledCommands } from '../commands/registry.ts'
import { returnFocus } from '../components/focus-return.ts'
import { KeyHint } from '../components/key-hint.tsx'
import { useT } from '../i18n/locale.tsx'
import { useInterface } from '../state/interface.ts'

/** Every command that can be carried out now, by name. */
export function Palette() {
  const t = useT()
  const open = useInterface((state) => state.overlay === 'palette')
  const openOverlay = useInterface((state) => state.openOverlay)
  const enabled = useEnabledCommands()
  const shown = enabled.filter((id) => commandDefinitions[id].hidden !== true)
  return (
    <Primitive.Root open={open} onOpenChange={(next) => openOverlay(next ? 'palette' : 'none')}>
      <Primitive.Portal>
        <div className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="fixed inset-x-4 top-[14vh] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-lg bg-raised shadow-dialog outline-none"
        >
          <Primitive.Title className="sr-only">{t('palette.title')}</Primitive.Title>
          <Command label={t('palette.title')} loop>
            <Command.Input
              placeholder={t('palette.placeholder')}
              className="h-14 w-full bg-transparent px-5 text-lg outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto border-line border-t p-2">
              <Command.Empty className="px-3 py-6 text-center text-muted text-sm">{t('palette.empty')}</Command.Empty>
              {commandGroups.map((group) => {
                const members = shown.filter((id) => commandDefinitions[id].group === group)
                if (members.length === 0) return null
                return (
                  <Command.Group
                    key={group}
                    heading={t(`group.${group}`)}
                    className="**:[[cmdk-group-heading]]:px-3 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-muted **:[[cmdk-group-heading]]:text-xs"
                  >
                    {members.map((id) => {
                      const { title, icon: Icon } = commandDefinitions[id]
                      const keys = commandKeys[id][0]
                      return (
                        <Command.Item
                          key={id}
                          value={t(title)}
                          onSelect={() => {
                            openOverlay('none')
                            runAfterOverlay(id)
                          }}
                          className="flex h-9 items-center gap-3 rounded-sm px-3 text-sm data-[selected=true]:bg-hover"
                        >
                          <Icon aria-hidden size={16} className="shrink-0 text-muted" />
                          <span className="min-w-0 flex-1 truncate">{t(title)}</span>
                          {keys !== undefined && <KeyHint keys={keys} />}
                        </Command.Item>
                      )
                    })}
                  </Command.Group>
                )
              })}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

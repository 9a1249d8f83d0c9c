import { commandKeys } from '../../shared/domain/commands.ts'
import type { CommandId } from '../../shared/domain/commands.ts'
import type { MenuItem } from '../components/menu.tsx'
import type { Translate } from '../i18n/translate.ts'
import { commandDefinitions } from './definitions.ts'
import { commands, runAfterOverlay } from './registry.ts'

/** A menu's line for a command: its name, sign, keys, and whether it can be carried out now. */
export function commandItem(id: CommandId, t: Translate): MenuItem {
  const { title, icon } = commandDefinitions[id]
  return {
    id,
    label: t(title),
    icon,
    keys: commandKeys[id][0],
    disabled: !commands.isEnabled(id),
    onSelect: () => runAfterOverlay(id),
  }
}

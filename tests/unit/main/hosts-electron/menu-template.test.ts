import { expect, test } from 'vitest'
import { menuTemplate } from '../../../../src/main/hosts/electron/menu-template.ts'
import { CommandId, menuAccelerator } from '../../../../src/shared/domain/commands.ts'

type Item = ReturnType<typeof menuTemplate>[number]

function items(template: Item[]): Item[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
}

test.each(['darwin', 'linux', 'win32'])(
  'on %s every command is one of the list, once, with its key shown and not claimed',
  (platform) => {
    const chosen: string[] = []
    const all = items(menuTemplate({ platform, developer: false, choose: (id) => chosen.push(id) }))
    const commands = all.filter(({ id }) => id !== undefined)
    for (const { click } of commands) (click as (() => void) | undefined)?.()
    expect({
      chosen,
      known: commands.every(({ id }) => CommandId.safeParse(id).success),
      once: new Set(chosen).size === chosen.length,
      keys: commands.map(({ accelerator, registerAccelerator }) => [accelerator ?? null, registerAccelerator ?? null]),
    }).toEqual({
      chosen: commands.map(({ id }) => id),
      known: true,
      once: true,
      keys: commands.map(({ id }) => {
        const accelerator = menuAccelerator(CommandId.parse(id))
        return [accelerator, accelerator === null ? null : false]
      }),
    })
  },
)

test('developer tools are in the menu of a developer only', () => {
  const roles = (developer: boolean) =>
    items(menuTemplate({ platform: 'linux', developer, choose: () => undefined })).map(({ role }) => role)
  expect([roles(false).includes('toggleDevTools'), roles(true).includes('toggleDevTools')]).toEqual([false, true])
})

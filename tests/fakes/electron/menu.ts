import { note } from './control.ts'
import { covered } from './not-implemented.ts'

type Template = {
  id?: string
  label?: string
  role?: string
  type?: string
  accelerator?: string
  submenu?: Template[]
  click?: (...args: unknown[]) => void
}

export class Menu {
  private static application: Menu | null = null
  static buildFromTemplate(template: Template[]): Menu {
    return covered('Menu', new Menu(template))
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.application = menu
    note('menu', { items: menu === null ? [] : menu.describe() })
  }
  static getApplicationMenu(): Menu | null {
    return Menu.application
  }

  readonly template: Template[]
  constructor(template: Template[]) {
    for (const { label, role, type } of template.flatMap((item) => [item, ...(item.submenu ?? [])])) {
      if (label === undefined && role === undefined && type !== 'separator')
        throw new Error('Invalid template for MenuItem')
    }
    this.template = template
  }

  /** Chooses an item as a person would. */
  choose(id: string): void {
    const item = this.template.flatMap(({ submenu = [] }) => submenu).find((entry) => entry.id === id)
    if (item?.click === undefined) throw new Error(`electron double: no menu item ${id}`)
    item.click({}, undefined, {})
  }

  describe(): object[] {
    return this.template.map(({ label, role, submenu = [] }) => ({
      label: label ?? role,
      items: submenu.flatMap((item) => (item.type === 'separator' ? [] : [item.id ?? item.role])),
    }))
  }
}

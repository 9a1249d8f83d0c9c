import { describe, expect, it } from 'vitest'
import { createSettings } from '../../../../../src/main/core/settings/settings.ts'
import { putSetting, storedSettings } from '../../../../../src/main/core/store/settings.ts'
import { settingDefaults } from '../../../../../src/shared/contract/settings.ts'
import { openTemp, someTime } from '../../../../integration/store/temp-store.ts'

const open = () => {
  const store = openTemp()
  return { store, settings: createSettings({ store, now: () => someTime }) }
}

describe('settings', () => {
  it('are the defaults until set, and keep what is set', () => {
    const { settings } = open()
    expect(settings.get()).toEqual({ values: settingDefaults, defaults: settingDefaults })
    const changed = { ...settingDefaults, 'appearance.theme': 'dark', 'appearance.thumbnailSize': 120 }
    expect(settings.set({ 'appearance.theme': 'dark', 'appearance.thumbnailSize': 120 })).toEqual(changed)
    expect(settings.get()).toEqual({ values: changed, defaults: settingDefaults })
  })

  it('store all of the given values or none', () => {
    const { store, settings } = open()
    const bad = { 'appearance.theme': 'dark', 'appearance.thumbnailSize': 5 } as const
    expect(() => settings.set(bad)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining('appearance.thumbnailSize') }),
    )
    expect(store.read(storedSettings).size).toBe(0)
  })

  it('refuse a key that is none', () => {
    const { settings } = open()
    const unknown: object = { 'appearance.colour': 'red' }
    expect(() => settings.set(unknown)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
  })

  it('leave alone what is undefined', () => {
    const { settings } = open()
    settings.set({ 'library.view': 'list' })
    expect(settings.set({ 'library.view': undefined })['library.view']).toBe('list')
  })

  it('go back to the default one by one', () => {
    const { settings } = open()
    settings.set({ 'appearance.theme': 'dark', 'library.view': 'list' })
    expect(settings.reset(['appearance.theme', 'appearance.locale'])).toEqual({
      ...settingDefaults,
      'library.view': 'list',
    })
  })

  it('that no longer fit read as the default, and do not spoil the others', () => {
    const { store, settings } = open()
    store.transaction('old program', (write) => {
      putSetting(write, 'appearance.theme', '"sepia"', 1)
      putSetting(write, 'appearance.thumbnailSize', 'not json', 1)
      putSetting(write, 'gone.setting', '1', 1)
      putSetting(write, 'library.view', '"list"', 1)
    })
    expect(settings.get().values).toEqual({ ...settingDefaults, 'library.view': 'list' })
    expect(settings.set({ 'appearance.motion': 'reduced' })['appearance.theme']).toBe('system')
  })
})

import { settingDefaults, SettingKey, Settings, settingSchemas } from '../../../shared/contract/settings.ts'
import { Failure } from '../../../shared/contract/errors.ts'
import type { ReadStore, WriteStore } from '../store/handles.ts'
import type { Store } from '../store/open-store.ts'
import { deleteSetting, putSetting, storedSettings } from '../store/settings.ts'

// Settings are what differs from the defaults. A stored value that no longer fits its schema (an older or a newer
// program wrote it) reads as the default, and stays stored until it is set or reset.

export interface SettingsService {
  get(): { values: Settings; defaults: Settings }
  /** Each value is checked first; all are stored, or none: BAD_INPUT. */
  set(values: { [K in SettingKey]?: Settings[K] | undefined }): Settings
  reset(keys: readonly SettingKey[]): Settings
  /** They were written by another hand, as when a backup is merged. */
  readAnew(): void
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readSettings(read: ReadStore): Settings {
  const stored = storedSettings(read)
  const given: Record<string, unknown> = { ...settingDefaults }
  for (const key of SettingKey.options) {
    const text = stored.get(key)
    const parsed = text === undefined ? undefined : settingSchemas[key].safeParse(parseJson(text))
    if (parsed?.success === true) given[key] = parsed.data
  }
  return Settings.parse(given)
}

export function createSettings({ store, now }: { store: Store; now: () => number }): SettingsService {
  // Asked for with every file, changed by a person now and then; nobody else writes to a locked profile.
  let known: Settings | undefined
  const change = (name: string, work: (write: WriteStore) => void): Settings => {
    known = undefined
    return store.transaction(name, (write) => {
      work(write)
      return readSettings(write)
    })
  }
  return {
    readAnew: () => {
      known = undefined
    },
    get: () => ({ values: (known ??= store.read(readSettings)), defaults: settingDefaults }),
    set: (values) => {
      const parsed = Settings.partial().strict().safeParse(values)
      if (!parsed.success) {
        const keys = [...new Set(parsed.error.issues.flatMap((issue) => issue.path.slice(0, 1).map(String)))]
        throw new Failure(
          'BAD_INPUT',
          `This is not a value that can be set: ${keys.join(', ')}. Nothing was changed.`,
          {
            detail: parsed.error.message,
          },
        )
      }
      return change('set settings', (write) => {
        const at = now()
        for (const [key, value] of Object.entries(parsed.data)) {
          if (value !== undefined) putSetting(write, key, JSON.stringify(value), at)
        }
      })
    },
    reset: (keys) =>
      change('reset settings', (write) => {
        for (const key of keys) deleteSetting(write, key)
      }),
  }
}

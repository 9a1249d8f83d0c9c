import { z } from 'zod'
import { ProviderId } from '../domain/assistant-provider.ts'
import { defaultMaxFileBytes } from '../domain/media-kind.ts'
import { quietHoursPattern } from '../domain/quiet-hours.ts'
import { procedure } from './base.ts'

// Each setting has a schema and a default; the page shows the default and offers the way back to it.

/** Of a provider; without name and password in it, which would be shown with it. */
const Address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((address) => !/^https?:\/\/[^/]*@/.test(address))

export const settingSchemas = {
  'appearance.theme': z.enum(['system', 'light', 'dark']),
  'appearance.contrast': z.enum(['system', 'normal', 'high']),
  'appearance.motion': z.enum(['system', 'full', 'reduced']),
  'appearance.locale': z.enum(['system', 'en', 'en-XA', 'ar-XB']),
  'appearance.thumbnailSize': z.int().min(96).max(320),
  'library.view': z.enum(['grid', 'list']),
  'intake.maxFileBytes': z.int().min(1).max(1_099_511_627_776),
  'intake.computeThreads': z.int().min(0).max(64),
  'media.ffmpegPath': z.string().max(4096),
  'backup.schedule': z.enum(['daily', 'off']),
  'work.paused': z.boolean(),
  'work.gentle': z.boolean(),
  'work.onBattery': z.enum(['full', 'gentle', 'pause']),
  'work.quietHours': z.string().regex(quietHoursPattern),
  'assistant.order': z.array(ProviderId).max(16),
  'assistant.enabled': z.array(ProviderId).max(16),
  'assistant.models': z.partialRecord(ProviderId, z.string().max(200)),
  'assistant.addresses': z.partialRecord(ProviderId, z.union([z.literal(''), Address])),
  'assistant.cloudAfterLocal': z.boolean(),
  'assistant.monthlyCapCents': z.int().min(0).max(10_000_000).nullable(),
  'assistant.textEmbeddings': z.boolean(),
  'assistant.perMinute': z.int().min(1).max(600),
} as const

export const settingDefaults: Settings = {
  'appearance.theme': 'system',
  'appearance.contrast': 'system',
  'appearance.motion': 'system',
  'appearance.locale': 'system',
  'appearance.thumbnailSize': 184,
  'library.view': 'grid',
  'intake.maxFileBytes': defaultMaxFileBytes,
  /** 0: as many as the machine has cores. */
  'intake.computeThreads': 0,
  /** '': found by itself. */
  'media.ffmpegPath': '',
  'backup.schedule': 'daily',
  /** Everything stands still until a person says otherwise, also after a restart. */
  'work.paused': false,
  'work.gentle': false,
  'work.onBattery': 'gentle',
  /** `HH:MM-HH:MM` in local time; '' for none. */
  'work.quietHours': '',
  /** Who is asked first, second, and so on. */
  'assistant.order': [...ProviderId.options],
  /** Whom a person has allowed to be asked. */
  'assistant.enabled': [],
  'assistant.models': {},
  'assistant.addresses': {},
  /** Whether services elsewhere may answer when a model on this computer, which comes before them, does not. */
  'assistant.cloudAfterLocal': false,
  /** US cents a month; null for no limit. */
  'assistant.monthlyCapCents': 1000,
  /** Whether beginnings of texts are sent to OpenAI, so that texts are found by what they mean. */
  'assistant.textEmbeddings': false,
  'assistant.perMinute': 10,
}

export type SettingKey = keyof typeof settingSchemas
export type Settings = { [K in SettingKey]: z.infer<(typeof settingSchemas)[K]> }

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the keys of a literal; there is at least one
export const SettingKey = z.enum(Object.keys(settingSchemas) as [SettingKey, ...SettingKey[]])
export const Settings = z.object(settingSchemas)

export const settingsContract = {
  get: procedure.input(z.object({})).output(z.object({ values: Settings, defaults: Settings })),
  /** Each given value is checked against its own schema; all are stored, or none. */
  set: procedure.input(z.object({ values: Settings.partial() })).output(Settings),
  reset: procedure.input(z.object({ keys: z.array(SettingKey).min(1) })).output(Settings),
}

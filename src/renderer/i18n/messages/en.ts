import { activity } from './activity.ts'
import { ask } from './ask.ts'
import { backups } from './backups.ts'
import { check } from './check.ts'
import { common } from './common.ts'
import { dashboard } from './dashboard.ts'
import { firstRun } from './first-run.ts'
import { frame } from './frame.ts'
import { health } from './health.ts'
import { library } from './library.ts'
import { matches } from './matches.ts'
import { organise } from './organise.ts'
import { providers } from './providers.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { value } from './value.ts'
import { wallet } from './wallet.ts'
import { watched } from './watched.ts'
import { work } from './work.ts'

/** The catalogue, in ICU message syntax. The other languages have exactly its keys. */
export const en = {
  ...common,
  ...frame,
  ...firstRun,
  ...dashboard,
  ...activity,
  ...ask,
  ...settings,
  ...backups,
  ...health,
  ...library,
  ...matches,
  ...check,
  ...organise,
  ...search,
  ...work,
  ...watched,
  ...wallet,
  ...value,
  ...providers,
} as const

export type MessageKey = keyof typeof en

import { appContract } from './app.ts'
import { providersContract } from './assistant-providers.ts'
import { assistantContract } from './assistant.ts'
import { backupContract } from './backup.ts'
import { custodyContract } from './custody.ts'
import { intakeContract } from './intake.ts'
import { jobsContract } from './jobs.ts'
import { libraryContract } from './library.ts'
import { organiseContract } from './organise.ts'
import { overviewContract } from './overview.ts'
import { matchesContract } from './matches.ts'
import { settingsContract } from './settings.ts'
import { shellContract } from './shell.ts'
import { valueContract } from './value.ts'
import { walletContract } from './wallet.ts'
import { watchContract } from './watch.ts'

/** Everything a page may ask. */
export const contract = {
  app: appContract,
  assistant: assistantContract,
  backup: backupContract,
  library: libraryContract,
  organise: organiseContract,
  overview: overviewContract,
  intake: intakeContract,
  jobs: jobsContract,
  custody: custodyContract,
  matches: matchesContract,
  providers: providersContract,
  settings: settingsContract,
  value: valueContract,
  wallet: walletContract,
  watch: watchContract,
}

/** What a shell may ask: the page's contract and the procedures that take paths. */
export const hostContract = { ...contract, shell: shellContract }

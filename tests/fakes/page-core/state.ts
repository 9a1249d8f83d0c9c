import type { ChangeTopic } from '../../../src/shared/contract/app.ts'
import type { UsageMonth } from '../../../src/shared/contract/assistant-providers.ts'
import type { ProviderId } from '../../../src/shared/domain/assistant-provider.ts'
import type { Batch, IntakeIssue } from '../../../src/shared/contract/intake.ts'
import type { Job } from '../../../src/shared/contract/jobs.ts'
import type { Step } from '../../../src/shared/contract/organise.ts'
import type { Settings } from '../../../src/shared/contract/settings.ts'
import { settingDefaults } from '../../../src/shared/contract/settings.ts'
import type { Backup } from '../../../src/shared/contract/backup.ts'
import { createAssistant, type PageAssistant } from './assistant.ts'
import { makeBackups } from './backups.ts'
import { createBatches } from './batches.ts'
import { createMatches, type KeptMatch } from './matches.ts'
import { someUsage } from './providers.ts'
import { createRandom } from './random.ts'
import type { Calculation, CreatorMetrics } from '../../../src/shared/contract/value.ts'
import type { WatchedRoot } from '../../../src/shared/contract/watch.ts'
import { generateRoots } from './watched.ts'
import type { Work } from './works.ts'
import { sampleCalculations } from './value.ts'
import { createPageWallet } from './wallet.ts'
import { generateWorks } from './works.ts'

export type Scenario = {
  works: number
  /** `busy`: a batch under way, one paused, some finished, two jobs that need a person. */
  activity: 'idle' | 'busy'
  readOnly: boolean
  /** None are watched unless asked for. */
  watched?: boolean
  settings?: Partial<Settings>
}

export type PageCoreState = {
  works: Work[]
  batches: Batch[]
  matches: KeptMatch[]
  /** Acts that can be taken back, the last one last. */
  undoable: { step: Step; undo(): void }[]
  issues: Map<string, IntakeIssue[]>
  jobs: Job[]
  /** Works still to be prepared behind everything else. */
  background: number
  settings: Settings
  calculations: Calculation[]
  wallet: ReturnType<typeof createPageWallet>
  metrics: CreatorMetrics
  roots: WatchedRoot[]
  /** Keys of providers as they were entered. */
  keys: Map<ProviderId, string>
  usage: UsageMonth[]
  readOnly: boolean
  assistant: PageAssistant
  backups: Backup[]
  everHadWorks: boolean
  random: () => number
  /** Original bytes of works that came over the inbox. */
  originals: Map<string, Buffer>
  changed(...topics: ChangeTopic[]): void
  onChange(listener: (topic: ChangeTopic) => void): () => void
}

export function createState(scenario: Scenario): PageCoreState {
  const listeners = new Set<(topic: ChangeTopic) => void>()
  const now = Date.now()
  const random = createRandom(11)
  const busy = createBatches(scenario.activity === 'busy' ? now : null, random)
  const works = generateWorks(scenario.works, now)
  return {
    works,
    matches: createMatches(works, now),
    undoable: [],
    ...busy,
    background: scenario.activity === 'busy' ? 1_284 : 0,
    roots: scenario.watched === true ? generateRoots(now) : [],
    settings: { ...settingDefaults, ...scenario.settings },
    wallet: createPageWallet({
      filled: scenario.works > 0,
      changed: (topic) => {
        for (const listener of listeners) listener(topic)
      },
    }),
    calculations: scenario.works === 0 ? [] : sampleCalculations(now),
    metrics: { contentHours: null, reach: {} },
    keys: new Map(),
    usage: scenario.works === 0 ? [] : structuredClone(someUsage),
    readOnly: scenario.readOnly,
    assistant: createAssistant(),
    backups: makeBackups(scenario.works, now),
    everHadWorks: scenario.works > 0,
    random,
    originals: new Map(),
    changed: (...topics) => {
      for (const topic of topics) for (const listener of listeners) listener(topic)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

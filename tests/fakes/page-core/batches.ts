import type { Batch, IntakeIssue } from '../../../src/shared/contract/intake.ts'
import type { Job } from '../../../src/shared/contract/jobs.ts'
import { BatchId, JobId } from '../../../src/shared/domain/ids.ts'
import { uuidAt } from './random.ts'

type Made = { batches: Batch[]; issues: Map<string, IntakeIssue[]>; jobs: Job[] }

const reasons = [
  {
    status: 'skipped',
    code: 'REFUSED_TYPE',
    name: 'fonts.zip',
    message: 'fonts.zip is an archive. Unpack it and add what is inside.',
  },
  {
    status: 'failed',
    code: 'CORRUPT_MEDIA',
    name: 'scan_0443.tif',
    message: 'scan_0443.tif ends before the picture does. Export it again and add it once more.',
  },
  {
    status: 'skipped',
    code: 'TOO_LARGE',
    name: 'rushes-day-2.mov',
    message: 'rushes-day-2.mov has 1.2 GB; the limit is 524 MB. Raise it in the settings to take it in.',
  },
  {
    status: 'failed',
    code: 'TYPE_MISMATCH',
    name: 'cover.jpg',
    message: 'cover.jpg is a program, not a picture. It was left alone.',
  },
  { status: 'skipped', code: 'EMPTY_FILE', name: 'untitled.txt', message: 'untitled.txt is empty.' },
] as const

/** A day's work in all its states, or nothing at all. */
export function createBatches(nowMs: number | null, random: () => number): Made {
  if (nowMs === null) return { batches: [], issues: new Map(), jobs: [] }
  const batch = (ago: number, given: Partial<Batch> & Pick<Batch, 'label' | 'state'>): Batch => ({
    batchId: BatchId.parse(uuidAt(nowMs - ago, random)),
    source: 'drop',
    startedAt: nowMs - ago,
    finishedAt: null,
    found: 0,
    counted: true,
    ready: 0,
    failed: 0,
    skipped: 0,
    unchanged: 0,
    bytes: 0,
    filesPerSecond: null,
    etaMs: null,
    failure: null,
    ...given,
  })
  const batches = [
    batch(64_000, {
      label: 'Commissions',
      state: 'running',
      found: 1020,
      ready: 391,
      failed: 2,
      skipped: 3,
      unchanged: 18,
      bytes: 9_400_000_000,
      filesPerSecond: 7.4,
      etaMs: 82_000,
    }),
    batch(8_000, {
      label: 'Phone backup 2026',
      state: 'running',
      found: 2311,
      counted: false,
      ready: 12,
      bytes: 40_000_000,
    }),
    batch(1_600_000, { label: 'Tour recordings', state: 'paused', found: 240, ready: 77, bytes: 3_100_000_000 }),
    batch(4_000_000, {
      label: 'Originals',
      state: 'done',
      finishedAt: nowMs - 3_350_000,
      found: 4108,
      ready: 4092,
      failed: 0,
      skipped: 5,
      unchanged: 11,
      bytes: 61_000_000_000,
    }),
    batch(90_000_000, {
      label: 'harbour-at-dusk.tif',
      state: 'done',
      finishedAt: nowMs - 89_998_000,
      found: 1,
      ready: 1,
      bytes: 88_000_000,
    }),
    batch(180_000_000, {
      label: 'External drive',
      state: 'failed',
      finishedAt: nowMs - 179_990_000,
      found: 12,
      ready: 12,
      failure: {
        code: 'VANISHED',
        message: 'The drive “Atlas” went away while it was being read. Plug it in and add the folder again.',
        retryable: true,
        path: '/media/atlas',
      },
    }),
    batch(260_000_000, {
      label: 'Old site export',
      state: 'cancelled',
      finishedAt: nowMs - 259_900_000,
      found: 900,
      ready: 310,
      bytes: 700_000_000,
    }),
  ]
  const issues = new Map<string, IntakeIssue[]>()
  let issueId = 0
  for (const made of batches) {
    const left = made.failed + made.skipped
    issues.set(
      made.batchId,
      Array.from({ length: left }, (_, index): IntakeIssue => {
        const reason = reasons[index % reasons.length] ?? reasons[0]
        const path = `/home/ilse/Works/${made.label}/${reason.name}`
        issueId += 1
        return {
          issueId,
          path,
          status: index < made.failed ? 'failed' : 'skipped',
          failure: { code: reason.code, message: reason.message, retryable: reason.status === 'failed', path },
          at: made.startedAt + index * 1000,
        }
      }),
    )
  }
  const job = (label: string, state: Job['state'], progress: number | null, given: Partial<Job> = {}): Job => ({
    jobId: JobId.parse(uuidAt(nowMs - 60_000, random)),
    kind: 'fingerprint',
    state,
    label,
    assetId: null,
    batchId: batches[0]?.batchId ?? null,
    progress,
    attempts: 1,
    createdAt: nowMs - 60_000,
    updatedAt: nowMs - 1000,
    notBefore: null,
    failure: null,
    ...given,
  })
  const parked = { code: 'DECODER_TIMEOUT', retryable: true } as const
  const jobs = [
    job('Rooftop dance 12.mp4', 'running', 0.42),
    job('Winter field 7.tif', 'running', 0.8),
    job('Phone backup 2026', 'running', null, { kind: 'intake', batchId: batches[1]?.batchId ?? null }),
    ...['Low tide 3.jpg', 'Kiln no. 4.png', 'Choir warm-up.wav', 'Two herons 21.jpg'].map((label) =>
      job(label, 'queued', null),
    ),
    job('Swifts, slow motion.mov', 'parked', null, {
      attempts: 3,
      failure: {
        ...parked,
        message: 'Swifts, slow motion.mov took longer than two minutes to decode, three times.',
        path: '/home/ilse/Works/Tour/Swifts, slow motion.mov',
      },
    }),
    job('scan_0443.tif', 'parked', null, {
      attempts: 1,
      failure: {
        code: 'CORRUPT_MEDIA',
        retryable: false,
        message: 'scan_0443.tif ends before the picture does. Export it again and add it once more.',
      },
    }),
  ]
  return { batches, issues, jobs }
}

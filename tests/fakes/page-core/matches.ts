import type { implement } from '@orpc/server'
import sharp from 'sharp'
import type { contract } from '../../../src/shared/contract/index.ts'
import type { FoundWork, Match, MatchEvidence } from '../../../src/shared/contract/matches.ts'
import { MatchId, StepId } from '../../../src/shared/domain/ids.ts'
import type { MediaKind } from '../../../src/shared/domain/media-kind.ts'
import { pageOf, summaryOf } from './library.ts'
import { createRandom, uuidAt } from './random.ts'
import type { PageCoreState } from './state.ts'
import { drawThumbnail } from './thumbnail.ts'
import type { Work } from './works.ts'

export type KeptMatch = Omit<Match, 'first' | 'second'> & { first: Work; second: Work }

const part = { left: 0.34, top: 0.22, width: 0.46, height: 0.52 }
const whole = { left: 0.02, top: 0.02, width: 0.96, height: 0.96 }

const told: readonly { kind: MediaKind; type: Match['type']; similarity: number; evidence: MatchEvidence }[] = [
  {
    kind: 'image',
    type: 'partial',
    similarity: 0.92,
    evidence: { kind: 'picture', mirrored: false, points: 214, regions: { first: whole, second: part } },
  },
  {
    kind: 'audio',
    type: 'partial',
    similarity: 0.61,
    evidence: {
      kind: 'sound',
      stretches: [
        { first: { from: 2, to: 24.4 }, second: { from: 11, to: 34 }, speed: 1.027, semitones: 0.5 },
        { first: { from: 30, to: 36 }, second: { from: 5, to: 11 }, speed: 1, semitones: 0 },
      ],
    },
  },
  {
    kind: 'text',
    type: 'partial',
    similarity: 0.74,
    evidence: {
      kind: 'text',
      tokens: { first: 1840, second: 4200 },
      passages: [
        { first: { from: 120, to: 980 }, second: { from: 2400, to: 3260 } },
        { first: { from: 1100, to: 1460 }, second: { from: 300, to: 660 } },
        { first: { from: 1690, to: 1740 }, second: { from: 3900, to: 3950 } },
      ],
    },
  },
  {
    kind: 'image',
    type: 'near',
    similarity: 0.95,
    evidence: { kind: 'picture', hashDistance: 12, orientation: 'flipY' },
  },
  {
    kind: 'video',
    type: 'partial',
    similarity: 0.4,
    evidence: { kind: 'film', first: { from: 2, to: 9.5 }, second: { from: 31, to: 38.5 }, speed: 1, mirrored: true },
  },
  { kind: 'image', type: 'exact', similarity: 1, evidence: { kind: 'bytes' } },
]

const harbour = {
  before: 'and so the evening began as all of them did.',
  shared:
    'The harbour was quiet that morning, and nobody had seen the boats come in before the light. She counted them twice, as her mother had taught her.',
  after: 'There was one too many.',
}

/** One match of each sort, as far as there are works for it. */
export function createMatches(works: readonly Work[], now: number): KeptMatch[] {
  const random = createRandom(31)
  const free = works.filter(({ status, trashedAt }) => status === 'ready' && trashedAt === null)
  return told.flatMap(({ kind, ...rest }, index): KeptMatch[] => {
    const [first, second] = free.filter((work) => work.kind === kind)
    if (first === undefined || second === undefined) return []
    for (const used of [first, second]) free.splice(free.indexOf(used), 1)
    const foundAt = now - 3_600_000 * (index + 1)
    const matchId = MatchId.parse(uuidAt(foundAt, random))
    return [{ matchId, first, second, method: 'points', foundAt, decision: null, ...rest }]
  })
}

/** Makes the pictures of the first works what their matches say they are: a part of the second, the second mirrored, the second. */
export async function drawMatches(state: PageCoreState): Promise<void> {
  for (const { first, second, evidence } of state.matches) {
    if (first.kind !== 'image') continue
    const drawn = await drawThumbnail(second)
    const { width, height } = await sharp(drawn).metadata()
    const region = evidence.kind === 'picture' ? evidence.regions?.second : undefined
    const cut =
      region === undefined
        ? { left: 0, top: 0, width, height }
        : {
            left: Math.round(region.left * width),
            top: Math.round(region.top * height),
            width: Math.round(region.width * width),
            height: Math.round(region.height * height),
          }
    const turned = evidence.kind === 'picture' && evidence.orientation === 'flipY'
    state.originals.set(first.assetId, await sharp(drawn).extract(cut).flop(turned).jpeg().toBuffer())
    Object.assign(first, { width: cut.width * 4, height: cut.height * 4 })
  }
}

/** `matches.*` over memory; decisions can be taken back with `organise.undo`. */
export function matchProcedures(state: PageCoreState, os: ReturnType<typeof implement<typeof contract>>['matches']) {
  return {
    list: os.list.handler(({ input: { filter, cursor, limit } }) => {
      const found = state.matches.filter(
        ({ first, second, decision }) =>
          (filter.assetId === undefined || filter.assetId === first.assetId || filter.assetId === second.assetId) &&
          (filter.decided === 'all' || (filter.decided === 'open') === (decision === null)),
      )
      const page = pageOf(found, cursor, limit)
      const items = page.items.map((match) => ({
        ...match,
        first: summaryOf(match.first),
        second: summaryOf(match.second),
      }))
      return { items, nextCursor: page.nextCursor }
    }),
    counts: os.counts.handler(() => {
      const open = state.matches.filter(({ decision }) => decision === null).length
      return { open, decided: state.matches.length - open }
    }),
    passages: os.passages.handler(() => ({ first: [harbour], second: [harbour] })),
    decide: os.decide.handler(({ input }) => {
      const chosen = state.matches.filter(({ matchId }) => input.matchIds.includes(matchId))
      const before = chosen.map((match) => ({ match, decision: match.decision }))
      const stepId = StepId.parse(uuidAt(Date.now(), state.random))
      const step = { stepId, kind: 'match-decided', works: chosen.length, name: '' } as const
      for (const match of chosen) match.decision = input.decision
      state.undoable.push({
        step,
        undo: () => {
          for (const { match, decision } of before) match.decision = decision
          state.changed('matches')
        },
      })
      state.changed('matches')
      return { step }
    }),
  }
}

/** What any file is found to be or to hold. */
export function foundWorks(state: PageCoreState): FoundWork[] {
  return told.slice(0, 3).flatMap(({ kind, ...rest }) => {
    const work = state.works.find((each) => each.kind === kind && each.status === 'ready')
    return work === undefined ? [] : [{ work: summaryOf(work), method: 'fake', ...rest }]
  })
}

import type { ReadyQuestionId, ToolName } from '../../../../shared/domain/assistant-tools.ts'

// Questions the tools answer by themselves, without anybody to ask: useful offline, and instant.

export type ReadyQuestion = {
  readonly id: ReadyQuestionId
  /** In English; pages say it in their own language. */
  readonly text: string
  /** Beginnings of words that speak for it: two that are telling count more than any that are not. */
  readonly telling: readonly string[]
  readonly hinting: readonly string[]
  /** The calls that answer it, on a day. */
  calls(nowMs: number): readonly { name: ToolName; arguments: Record<string, unknown> }[]
}

export const readyQuestions: readonly ReadyQuestion[] = [
  {
    id: 'attention',
    text: 'What needs my attention?',
    telling: ['attention', 'urgent', 'problem', 'wrong', 'todo'],
    hinting: ['need', 'look', 'job', 'issue'],
    calls: () => [{ name: 'library_health', arguments: {} }],
  },
  {
    id: 'elsewhere',
    text: 'Which of my works appeared elsewhere?',
    telling: ['elsewhere', 'reappear', 'appear', 'match', 'copied', 'copies', 'copy', 'stolen', 'reuse', 'duplicate'],
    hinting: ['found', 'work', 'used', 'find'],
    calls: () => [{ name: 'find_matches', arguments: { decided: 'all', limit: 20 } }],
  },
  {
    id: 'portfolio-value',
    text: 'What is my portfolio worth?',
    telling: ['worth', 'value', 'valued', 'estimate', 'portfolio', 'claim'],
    hinting: ['much', 'work', 'price'],
    calls: () => [{ name: 'estimate_value', arguments: {} }],
  },
  {
    id: 'earned-this-year',
    text: 'What did I earn this year?',
    telling: ['earn', 'earned', 'income', 'revenue', 'year'],
    hinting: ['much', 'money', 'paid', 'transaction'],
    calls: (nowMs) => [
      { name: 'wallet_transactions', arguments: { fromDay: `${new Date(nowMs).getUTCFullYear()}-01-01`, limit: 20 } },
    ],
  },
  {
    id: 'balance',
    text: 'What is in my wallet?',
    telling: ['balance', 'wallet', 'available', 'payout', 'withdraw'],
    hinting: ['money', 'much', 'have'],
    calls: () => [{ name: 'wallet_balance', arguments: {} }],
  },
  {
    id: 'library',
    text: 'What is in my library?',
    telling: ['library', 'overview', 'many', 'statistic', 'analytic'],
    hinting: ['work', 'kind', 'have', 'count', 'protected'],
    calls: () => [{ name: 'library_analytics', arguments: {} }],
  },
  {
    id: 'newest',
    text: 'Which works came in last?',
    telling: ['newest', 'latest', 'recent', 'last', 'added'],
    hinting: ['work', 'new', 'came'],
    calls: () => [{ name: 'list_works', arguments: { sort: 'newest', limit: 12 } }],
  },
  {
    id: 'failed',
    text: 'Which works could not be protected?',
    telling: ['failed', 'fail', 'error', 'protected', 'unprotected', 'broken'],
    hinting: ['work', 'protect', 'could'],
    calls: () => [{ name: 'list_works', arguments: { statuses: ['failed'], limit: 20 } }],
  },
  {
    id: 'untagged',
    text: 'Which works have no tags yet?',
    telling: ['untagged', 'tag', 'tags'],
    hinting: ['without', 'no', 'work', 'missing'],
    calls: () => [{ name: 'list_works', arguments: { search: '-is:tagged', limit: 12 } }],
  },
  {
    id: 'favourites',
    text: 'Which works are my favourites?',
    telling: ['favourite', 'favorite', 'best', 'like'],
    hinting: ['work', 'star'],
    calls: () => [{ name: 'list_works', arguments: { search: 'is:favourite', limit: 12 } }],
  },
  {
    id: 'collections',
    text: 'Which collections and tags do I have?',
    telling: ['collection', 'collections'],
    hinting: ['tag', 'tags', 'have', 'group'],
    calls: () => [{ name: 'list_collections', arguments: {} }],
  },
  {
    id: 'folders',
    text: 'Are my watched folders well?',
    telling: ['folder', 'watch', 'watched', 'offline', 'drive'],
    hinting: ['healthy', 'health', 'well', 'scan'],
    calls: () => [{ name: 'library_health', arguments: {} }],
  },
]

export function readyQuestion(id: ReadyQuestionId): ReadyQuestion {
  const found = readyQuestions.find((question) => question.id === id)
  if (found === undefined) throw new Error(`no ready question ${id}`)
  return found
}

import { describe, expect, it } from 'vitest'
import { checkReasons, exceptionsWithoutReason } from '../../scripts/lib/reasons.mjs'
import { temporaryTree } from './temporary-tree.ts'

// Put together from two halves, so that the check does not find them in this file.
const comment = (directive: string, open = '//', close = '') => `const a = 1 ${open} ${directive}${close}`

describe('exceptions carry their reason', () => {
  it.each([
    'oxlint-disable-next-line no-console',
    'oxlint-disable no-console',
    'oxlint-disable-line no-console -- why',
    'biome-ignore format',
    'biome-ignore format: tidy',
    '@ts-expect-error',
    '@ts-expect-error why',
  ])('refuses %s', (directive) => {
    expect(exceptionsWithoutReason('a.ts', comment(directive))).toEqual([
      expect.stringMatching(/^a\.ts:1 has no reason\. Write: /),
    ])
  })

  it.each(['@ts-ignore because it is late', '@ts-nocheck', 'eslint-disable-next-line no-console -- a fine reason'])(
    'does not know %s at all',
    (directive) => {
      expect(exceptionsWithoutReason('a.ts', comment(directive))).toEqual([expect.stringContaining('is not used here')])
    },
  )

  it.each([
    comment('oxlint-disable-next-line no-console -- the command line talks to people'),
    comment('oxlint-disable-next-line no-console -- in a block comment too', '/*', ' */'),
    comment('oxlint-disable-next-line jsx-a11y/x -- the label is drawn by the parent', '{/*', ' */}'),
    comment('oxlint-enable no-console'),
    comment('biome-ignore format: the matrix is read in rows'),
    comment('@ts-expect-error the page has no such field'),
    "const text = 'oxlint-disable is a word here'",
  ])('accepts %s', (line) => {
    expect(exceptionsWithoutReason('a.ts', line)).toEqual([])
  })

  it('reads source, tests and scripts, and leaves fixtures alone', () => {
    const bad = comment('@ts-expect-error')
    const root = temporaryTree({
      'src/a.tsx': bad,
      'tests/b.ts': bad,
      'scripts/c.mjs': bad,
      'tests/fixtures/d.ts': bad,
      'src/e.txt': bad,
    })
    const { files, findings } = checkReasons(root)
    expect({ files, at: findings.map((finding) => finding.split(':')[0]) }).toEqual({
      files: 3,
      at: ['src/a.tsx', 'tests/b.ts', 'scripts/c.mjs'],
    })
  })
})

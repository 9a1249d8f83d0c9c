import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMatcher } from '../../../../../src/main/core/watch/patterns.ts'

const leftOut = (exclude: string[], paths: string[]) => {
  const matcher = createMatcher([], exclude)
  return paths.filter((path) => {
    const parents = path.split('/').slice(0, -1)
    const inLeftOut = parents.some((_, i) => !matcher.folder(parents.slice(0, i + 1).join('/')).taken)
    return inLeftOut || !matcher.file(path).taken
  })
}

describe('patterns', () => {
  test.each([
    ['a name, at any depth', ['draft.png'], ['draft.png', 'x/draft.png'], ['draft.png.jpg', 'my-draft.png']],
    ['a wildcard that stops at a slash', ['a*.png'], ['ab.png', 'x/a.png'], ['b/ab/c.png', 'ba.png']],
    [
      'a folder, and not a file of that name',
      ['cache/'],
      ['cache/a.png', 'x/cache/y/b.png'],
      ['cache', 'cached/a.png'],
    ],
    ['the top of the root only', ['/out'], ['out/a.png', 'out'], ['x/out', 'x/out/a.png']],
    ['a slash inside', ['a/b.png'], ['a/b.png'], ['x/a/b.png']],
    ['any folders between', ['a/**/b.png', '**/z'], ['a/b.png', 'a/x/y/b.png', 'q/z'], ['b.png', 'xz']],
    ['one character and sets', ['?[0-9].png', '[!a]-.txt'], ['x7.png', 'b-.txt'], ['xx.png', 'x77.png', 'a-.txt']],
    ['case and composed accents', ['ÉTÉ/*.PNG'], ['été/a.png', 'E\u0301te\u0301/A.Png'], ['ete/a.png']],
    ['a later line that takes back', ['*.bak', '!keep.bak'], ['a.bak'], ['keep.bak', 'x/keep.bak']],
    ['characters that mean something elsewhere', ['a+(b).{png}', 'x$^|.'], ['a+(b).{png}', 'x$^|.'], ['aab.png']],
  ])('%s', (_, exclude, met, notMet) => {
    expect(leftOut(exclude, [...met, ...notMet])).toEqual(met)
  })

  test('take only what is asked for, and name those nothing met', () => {
    const matcher = createMatcher(['*.png', 'finals/'], ['old/', '*.gone'])
    const taken = ['a.png', 'x/a.PNG', 'finals/b.txt', 'x/finals/y/b.txt', 'a.txt'].filter(
      (path) => matcher.file(path).taken,
    )
    expect({ taken, unused: matcher.unused() }).toEqual({
      taken: ['a.png', 'x/a.PNG', 'finals/b.txt', 'x/finals/y/b.txt'],
      unused: ['old/', '*.gone'],
    })
  })

  test('whatever the text, compile, decide quickly and never take a folder of the system', () => {
    const text = fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom(...'ab*?[]!-^/\\.{}()|+$é😀#') })
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 4 }),
        fc.array(text, { maxLength: 4 }),
        text,
        (include, exclude, path) => {
          const matcher = createMatcher(include, exclude)
          matcher.file(path)
          matcher.file(`${'a'.repeat(300)}/b`)
          return !matcher.folder('x/.git').taken
        },
      ),
    )
  })
})

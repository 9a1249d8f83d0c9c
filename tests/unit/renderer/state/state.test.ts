import { ORPCError } from '@orpc/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { createTranslate } from '../../../../src/renderer/i18n/translate.ts'
import { resolveAppearance } from '../../../../src/renderer/state/appearance.ts'
import { workUnderWay } from '../../../../src/renderer/state/batches.ts'
import { describeError } from '../../../../src/renderer/state/errors.ts'
import { useToasts } from '../../../../src/renderer/state/toasts.ts'
import { useUndo } from '../../../../src/renderer/state/undo.ts'
import { createBatches } from '../../../fakes/page-core/batches.ts'
import { createRandom } from '../../../fakes/page-core/random.ts'

const t = createTranslate('en')

describe('appearance', () => {
  it('follows the system until a person says otherwise', () => {
    const system = { dark: true, moreContrast: true, lessMotion: true }
    const choice = { theme: 'system', contrast: 'system', motion: 'system', locale: 'system' } as const
    expect([
      resolveAppearance(choice, system),
      resolveAppearance({ ...choice, theme: 'light', contrast: 'normal', motion: 'full' }, system),
    ]).toEqual([
      { theme: 'dark', contrast: 'high', motion: 'reduced' },
      { theme: 'light', contrast: 'normal', motion: 'full' },
    ])
  })
})

describe('errors', () => {
  it('tells the contract’s errors in their own words, with the file and the code to copy', () => {
    const error = new ORPCError('CORRUPT_MEDIA', {
      message: 'a.tif ends too soon.',
      data: { retryable: true, path: '/w/a.tif', detail: 'at byte 12' },
    })
    expect(describeError(error, t)).toEqual({
      message: 'a.tif ends too soon.',
      code: 'CORRUPT_MEDIA',
      retryable: true,
      path: '/w/a.tif',
      detail: 'at byte 12',
      text: 'a.tif ends too soon.\nFile: /w/a.tif\nat byte 12\nCode: CORRUPT_MEDIA',
    })
  })

  it('does not pass a stranger’s words off as a sentence for people', () => {
    expect(
      [new TypeError('x is not a function'), 'odd', new ORPCError('TEAPOT', { message: 'short' })].map(
        (error) => describeError(error, t).message,
      ),
    ).toEqual([t('error.unknown'), t('error.unknown'), t('error.unknown')])
    expect(describeError(new TypeError('x is not a function'), t).detail).toBe('x is not a function')
  })
})

describe('work under way', () => {
  it('adds up what runs and is paused, and is silent otherwise', () => {
    const { batches } = createBatches(1_700_000_000_000, createRandom(1))
    const ended = batches.filter(({ state }) => state !== 'running' && state !== 'paused')
    expect([workUnderWay(batches), workUnderWay(ended), workUnderWay([])]).toEqual([
      { batches: 3, done: 503, found: 3571, counted: false, paused: false },
      null,
      null,
    ])
  })
})

describe('undo', () => {
  beforeEach(() => useUndo.setState({ steps: [] }))

  it('takes the last step, or the very one a toast speaks of, and each only once', () => {
    const { push, take } = useUndo.getState()
    const first = push({ label: 'first', undo: async () => undefined })
    push({ label: 'second', undo: async () => undefined })
    expect([take(first)?.label, take(first)?.label, take()?.label, take()?.label]).toEqual([
      'first',
      undefined,
      'second',
      undefined,
    ])
  })
})

describe('toasts', () => {
  it('replaces a toast of the same key and keeps the newest four', () => {
    useToasts.setState({ toasts: [] })
    for (const key of ['a', 'b', 'a', 'c', 'd', 'e']) useToasts.getState().show({ key, title: key })
    expect(useToasts.getState().toasts.map(({ key }) => key)).toEqual(['a', 'c', 'd', 'e'])
  })
})

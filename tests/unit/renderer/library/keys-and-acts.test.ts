import { beforeEach, describe, expect, test } from 'vitest'
import type { AssetId } from '../../../../src/shared/domain/ids.ts'
import { createTranslate } from '../../../../src/renderer/i18n/translate.ts'
import { chunks, createActs } from '../../../../src/renderer/pages/library/use-acts.ts'
import { moveOf } from '../../../../src/renderer/pages/library/use-grid-keys.ts'
import { fitInto } from '../../../../src/renderer/pages/library/fit.ts'
import { useToasts } from '../../../../src/renderer/state/toasts.ts'
import { useUndo } from '../../../../src/renderer/state/undo.ts'
import { idOf } from './works.ts'

describe('keys', () => {
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false })

  test('arrows follow the writing direction, letters too, and Ctrl with a letter is left to commands', () => {
    expect([moveOf(press('ArrowRight'), 'ltr'), moveOf(press('ArrowRight'), 'rtl'), moveOf(press('j'), 'rtl')]).toEqual(
      ['next', 'previous', 'down'],
    )
    expect([
      moveOf(press('l', true), 'ltr'),
      moveOf(press('ArrowDown', true), 'ltr'),
      moveOf(press('x'), 'ltr'),
    ]).toEqual([undefined, 'down', undefined])
  })
})

describe('fitting', () => {
  test('keeps the proportions, fills one side, and never vanishes', () => {
    expect([fitInto(4000, 2000, 180, 180), fitInto(1, 9000, 180, 180)]).toEqual([
      { width: 180, height: 90 },
      { width: 1, height: 180 },
    ])
  })
})

describe('acts', () => {
  type Client = Parameters<typeof createActs>[0]
  const calls: [string, number][] = []
  const trash = new Set<AssetId>()
  const steps = new Set<string | undefined>()
  const library = {
    remove: async ({ assetIds, step }: { assetIds: AssetId[]; step?: string }) => {
      calls.push(['remove', assetIds.length])
      steps.add(step)
      for (const id of assetIds) trash.add(id)
      return { removed: assetIds, stepId: step ?? null }
    },
    rename: async () => {
      throw new Error('no room')
    },
  }
  const organise = {
    undo: async () => {
      trash.clear()
      return { step: null }
    },
  }
  // Only these procedures are called; the rest of the contract's client is left out.
  const acts = createActs({ library, organise } as unknown as Client, createTranslate('en'), () => {})

  beforeEach(() => {
    calls.length = 0
    steps.clear()
    trash.clear()
    useUndo.setState({ steps: [] })
    useToasts.setState({ toasts: [] })
  })

  test('more works than one call takes are one act, one toast and one step back', async () => {
    const ids = Array.from({ length: 20_001 }, (_id, i) => idOf(i))
    expect(await acts.remove(ids)).toBe(true)
    expect([
      calls,
      steps.size,
      trash.size,
      useUndo.getState().steps.length,
      useToasts.getState().toasts.length,
    ]).toEqual([
      [
        ['remove', 10_000],
        ['remove', 10_000],
        ['remove', 1],
      ],
      1,
      20_001,
      1,
      1,
    ])
    await useUndo.getState().take()?.undo()
    expect(trash.size).toBe(0)
  })

  test('a refusal is told and leaves nothing to undo', async () => {
    expect(await acts.rename(idOf(1), 'x')).toBe(false)
    expect([useUndo.getState().steps.length, useToasts.getState().toasts[0]?.tone]).toEqual([0, 'needs'])
  })

  test('portions lose and repeat nothing', () => {
    const ids = Array.from({ length: 7 }, (_id, i) => idOf(i))
    expect(chunks(ids, 3).flat()).toEqual(ids)
    expect(chunks([], 3)).toEqual([])
  })
})

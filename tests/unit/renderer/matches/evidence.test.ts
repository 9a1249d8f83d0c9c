import { describe, expect, it } from 'vitest'
import { overlayStyle } from '../../../../src/renderer/pages/matches/overlay.ts'
import { coveredShare } from '../../../../src/renderer/pages/matches/spans.ts'

describe('the first picture laid over the second', () => {
  const second = { left: 0.5, top: 0.25, width: 0.25, height: 0.5 }

  it('puts its region on the region of the second, scaled', () => {
    const first = { left: 0.25, top: 0, width: 0.5, height: 1 }
    expect(overlayStyle({ kind: 'picture', regions: { first, second } })).toEqual({
      left: '37.5%',
      top: '25%',
      width: '50%',
      height: '50%',
    })
  })

  it('measures a mirrored picture from its other side', () => {
    const first = { left: 0, top: 0, width: 0.5, height: 1 }
    expect(overlayStyle({ kind: 'picture', mirrored: true, regions: { first, second } })).toEqual({
      left: '25%',
      top: '25%',
      width: '50%',
      height: '50%',
      transform: 'scaleX(-1)',
    })
  })

  it('turns a whole picture, its sides changing places where they must', () => {
    expect(overlayStyle({ kind: 'picture', hashDistance: 4, orientation: 'rotate90' })).toEqual({
      left: '50%',
      top: '50%',
      width: '100cqh',
      height: '100cqw',
      transform: 'translate(-50%, -50%) rotate(-90deg)',
    })
  })
})

describe('the share of a text that stands in another', () => {
  it('counts what several passages cover once, and no more than all of it', () => {
    const spans = [
      { from: 40, to: 60 },
      { from: 0, to: 50 },
      { from: 10, to: 20 },
    ]
    expect([coveredShare(spans, 100), coveredShare(spans, 50), coveredShare([], 0)]).toEqual([0.6, 1, 0])
  })
})

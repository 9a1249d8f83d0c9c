import { expect, it } from 'vitest'
import { differingBits } from '../../../../src/renderer/pages/library/differing-bits.ts'

it('counts bits, not digits', () => {
  expect([differingBits('00ff', '00ff'), differingBits('0f', 'f0'), differingBits('8', '0')]).toEqual([0, 8, 1])
})

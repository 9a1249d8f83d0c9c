import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { toGrey } from '../../../../../../src/main/core/fingerprint/image/grey.ts'
import { hammingDistance } from '../../../../../../src/main/core/fingerprint/image/bits.ts'
import { decodeIscc, decomposeIscc } from '../../../../../../src/main/core/fingerprint/iscc/codec.ts'
import { imageCode } from '../../../../../../src/main/core/fingerprint/iscc/image-code.ts'
import { imagePixels } from '../../../../../../src/main/core/fingerprint/iscc/image-pixels.ts'
import { Blake3 } from '../../../../../../src/main/core/fingerprint/iscc/blake3.ts'
import { DataHasher, dataCode } from '../../../../../../src/main/core/fingerprint/iscc/data-code.ts'
import { instanceCode } from '../../../../../../src/main/core/fingerprint/iscc/instance-code.ts'

const samples = join(import.meta.dirname, '../../../../../fixtures/vectors/iscc-samples')
const Expected = z.object({
  sdk_tests_main: z.object({ test_code_iscc_with_units: z.object({ iscc_in_order: z.array(z.string()) }) }),
})

test('the units of demo.jpg: image within 3 of 64 bits, data and instance exactly', async () => {
  const { sdk_tests_main } = Expected.parse(JSON.parse(readFileSync(join(samples, 'expected.json'), 'utf8')))
  const [code = '', , image = '', data, instance] = sdk_tests_main.test_code_iscc_with_units.iscc_in_order
  const bytes = new Uint8Array(readFileSync(join(samples, 'image/demo.jpg')))
  const decoded = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const { width, height } = decoded.info
  const pixels = imagePixels(toGrey({ width, height, channels: 3, samples: new Uint8Array(decoded.data) }))
  const dataHasher = new DataHasher()
  const instanceHasher = new Blake3()
  dataHasher.update(bytes)
  instanceHasher.update(bytes)
  expect([dataCode(dataHasher), instanceCode(instanceHasher.digest())]).toEqual([data, instance])
  expect(hammingDistance(decodeIscc(imageCode(pixels)).body, decodeIscc(image).body)).toBeLessThanOrEqual(3)
  expect(decomposeIscc(code).slice(1)).toEqual([image, data, instance])
  expect([...pixels.slice(0, 14)]).toEqual([25, 18, 14, 15, 25, 79, 92, 92, 106, 68, 110, 101, 99, 93])
})

test('edges of one shade do not change the pixels', () => {
  let state = 1
  const samples = Uint8Array.from({ length: 3200 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 24) | 1
  })
  const inner = { width: 64, height: 50, samples }
  const framed = { width: 90, height: 80, samples: new Uint8Array(7200) }
  for (let y = 0; y < 50; y++) framed.samples.set(inner.samples.subarray(64 * y, 64 * y + 64), 90 * (y + 11) + 20)
  expect(imagePixels(framed)).toEqual(imagePixels(inner))
})

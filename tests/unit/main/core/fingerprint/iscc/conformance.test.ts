import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { audioCode } from '../../../../../../src/main/core/fingerprint/iscc/audio-code.ts'
import { Blake3 } from '../../../../../../src/main/core/fingerprint/iscc/blake3.ts'
import { DataHasher, dataCode } from '../../../../../../src/main/core/fingerprint/iscc/data-code.ts'
import { imageCode } from '../../../../../../src/main/core/fingerprint/iscc/image-code.ts'
import { instanceCode, multihashOf } from '../../../../../../src/main/core/fingerprint/iscc/instance-code.ts'
import { isccCode } from '../../../../../../src/main/core/fingerprint/iscc/iscc-code.ts'
import { cleanDescription, cleanName, metaCode } from '../../../../../../src/main/core/fingerprint/iscc/meta-code.ts'
import { mixedCode } from '../../../../../../src/main/core/fingerprint/iscc/mixed-code.ts'
import { textCode } from '../../../../../../src/main/core/fingerprint/iscc/text-code.ts'
import { videoCode } from '../../../../../../src/main/core/fingerprint/iscc/video-code.ts'
import { fromHex } from '../../../../../../src/shared/domain/hash.ts'

// The 50 official vectors of ISO 24138:2024, all of each output.

const file = join(import.meta.dirname, '../../../../../fixtures/vectors/iscc-core/data.json')
const Case = z.object({ inputs: z.array(z.unknown()), outputs: z.record(z.string(), z.unknown()) })
const { _metadata, ...functions } = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .parse(JSON.parse(readFileSync(file, 'utf8')))

const bitsOf = (value: unknown): number => z.number().parse(value)
const streamOf = (value: unknown): Uint8Array => fromHex(z.string().parse(value).replace('stream:', ''))
const Codes = z.array(z.string())

function payloadOf(meta: unknown): { payload: Uint8Array; url: string } | null {
  if (meta === null) return null
  if (typeof meta === 'string') {
    return { payload: new Uint8Array(Buffer.from(meta.slice(meta.indexOf(',') + 1), 'base64')), url: meta }
  }
  // RFC 8785: these objects have one key, and JSON.stringify writes numbers as it asks for.
  const payload = Buffer.from(JSON.stringify(meta))
  const type = Object.hasOwn(z.record(z.string(), z.unknown()).parse(meta), '@context')
    ? 'application/ld+json'
    : 'application/json'
  return { payload: new Uint8Array(payload), url: `data:${type};base64,${payload.toString('base64')}` }
}

const generators: Record<string, (inputs: unknown[]) => Record<string, unknown>> = {
  gen_meta_code_v0([rawName, rawDescription, meta, bits]) {
    const name = z.string().parse(rawName)
    const description = z.string().parse(rawDescription)
    const structured = payloadOf(meta)
    const cleaned = cleanDescription(description)
    return {
      name: cleanName(name),
      ...(cleaned === '' ? {} : { description: cleaned }),
      ...(structured === null ? {} : { meta: structured.url }),
      ...metaCode({ name, description, ...(structured === null ? {} : { payload: structured.payload }) }, bitsOf(bits)),
    }
  },
  gen_text_code_v0: ([text, bits]) => textCode(z.string().parse(text), bitsOf(bits)),
  gen_image_code_v0: ([pixels, bits]) => ({ iscc: imageCode(z.array(z.number()).parse(pixels), bitsOf(bits)) }),
  gen_audio_code_v0: ([words, bits]) => ({ iscc: audioCode(z.array(z.number()).parse(words), bitsOf(bits)) }),
  gen_video_code_v0: ([frames, bits]) => ({
    iscc: videoCode(z.array(z.array(z.number())).parse(frames), bitsOf(bits)),
  }),
  gen_mixed_code_v0: ([codes, bits]) => ({ iscc: mixedCode(Codes.parse(codes), bitsOf(bits)), parts: codes }),
  gen_data_code_v0([stream, bits]) {
    const hasher = new DataHasher()
    hasher.update(streamOf(stream))
    return { iscc: dataCode(hasher, bitsOf(bits)) }
  },
  gen_instance_code_v0([stream, bits]) {
    const hasher = new Blake3()
    hasher.update(streamOf(stream))
    const digest = hasher.digest()
    return {
      iscc: instanceCode(digest, bitsOf(bits)),
      datahash: multihashOf(digest),
      filesize: streamOf(stream).length,
    }
  },
  gen_iscc_code_v0: ([codes]) => ({ iscc: isccCode(Codes.parse(codes)) }),
}

const cases = Object.entries(functions).flatMap(([name, group]) =>
  Object.entries(group).map(([title, each]) => ({ name, title, ...Case.parse(each) })),
)

test('the vectors are all there', () => {
  expect(cases.length).toBe(50)
})

test.each(cases)('$name $title', ({ name, inputs, outputs }) => {
  expect(generators[name]?.(inputs)).toEqual(outputs)
})

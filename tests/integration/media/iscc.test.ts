import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createComputeHandlers } from '../../../src/main/core/compute/handlers.ts'
import { hammingDistance } from '../../../src/main/core/fingerprint/image/bits.ts'
import { decodeIscc, decomposeIscc } from '../../../src/main/core/fingerprint/iscc/codec.ts'
import { make } from './video/films.ts'

const handlers = createComputeHandlers({ searchPath: process.env['PATH'] ?? '', platform: process.platform })
const samples = fileURLToPath(new URL('../../fixtures/vectors/iscc-samples/', import.meta.url))
const Codes = z.object({ iscc_in_order: z.array(z.string()).min(1) })
const Expected = z.object({ sdk_tests_main: z.object({ test_code_iscc_audio: Codes, test_code_iscc_video: Codes }) })

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metastamp-iscc-'))
  process.env['TMPDIR'] = folder
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function isccOf(path: string, kind: 'audio' | 'video'): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  const file = { path, kind, mediaType: `${kind}/test`, bytes: size, mtimeUs: Math.floor(mtimeMs * 1000) }
  const request = { ...file, sha256: new Uint8Array(32), ffmpegPath: null }
  const { fingerprint } = await handlers.fingerprint(request, new AbortController().signal)
  return fingerprint.iscc ?? ''
}

/** Distance of the content units, and the others as they are. */
function compared(found: string, expected: string) {
  const [[meta, content = '', ...bytes], [, wanted = '']] = [decomposeIscc(found), decomposeIscc(expected)]
  return { apart: hammingDistance(decodeIscc(content).body, decodeIscc(wanted).body), others: [meta, ...bytes] }
}

// Decoders of other versions may round otherwise, so the content may be 3 of 64 bits apart; name and bytes may not.
it.each([
  ['audio/demo.mp3', 'audio', 'test_code_iscc_audio'],
  ['video/demo.mp4', 'video', 'test_code_iscc_video'],
] as const)('gives %s the ISCC of the reference implementation', async (name, kind, test) => {
  const expected = Expected.parse(JSON.parse(await readFile(join(samples, 'expected.json'), 'utf8')))
  const [code = ''] = expected.sdk_tests_main[test].iscc_in_order
  const { apart, others } = compared(await isccOf(join(samples, name), kind), code)
  const [meta, , ...bytes] = decomposeIscc(code)
  expect(others).toEqual([meta, ...bytes])
  expect(apart).toBeLessThanOrEqual(3)
  // Signatures pass through a file: nothing of it may stay.
  expect(await readdir(folder)).toEqual([])
})

it('leaves the content out where frames are too small to sign, and does not fail the film for it', async () => {
  const small = await make(folder, 'tiny film.mp4', '-f', 'lavfi', '-i', 'testsrc2=s=24x16:r=5:d=2', '-c:v', 'libx264')
  const units = decomposeIscc(await isccOf(small, 'video'))
  expect(units.map((unit) => decodeIscc(unit).main)).toEqual([0, 3, 4])
})

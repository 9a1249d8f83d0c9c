import { appendFile, mkdtemp, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toFailureRecord } from '../../../../src/shared/contract/errors.ts'
import { fingerprintImage } from '../../../../src/main/core/compute/fingerprint-image.ts'
import type { FingerprintRequest } from '../../../../src/main/core/compute/tasks.ts'
import { imageFailure } from '../../../../src/main/core/media/image/image-failure.ts'
import { pngBomb, requestFor, scene } from './make-files.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-bad-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The code, whether to try again, and whether the message names the file; 'made' when a fingerprint came out. */
async function outcome(request: FingerprintRequest, signal = new AbortController().signal): Promise<unknown> {
  try {
    await fingerprintImage(request, signal)
    return 'made'
  } catch (thrown) {
    const { code, retryable, message } = toFailureRecord(thrown)
    return { code, retryable, named: message.includes(request.path.slice(folder.length + 1)) }
  }
}

const corrupt = { code: 'CORRUPT_MEDIA', retryable: false, named: true }

describe('a damaged picture', () => {
  it('is refused when its end is missing, in every format: half a picture would get a hash of its own', async () => {
    const outcomes: Record<string, unknown> = {}
    const made: Record<string, unknown> = {}
    const image = scene(700, 500)
    const whole = {
      'cut.jpg': await image.clone().jpeg().toBuffer(),
      'cut-progressive.jpg': await image.clone().jpeg({ progressive: true }).toBuffer(),
      'cut.png': await image.clone().png().toBuffer(),
      'cut.webp': await image.clone().webp().toBuffer(),
      'cut.gif': await image.clone().gif().toBuffer(),
      'cut.tiff': await image.clone().tiff().toBuffer(),
      'cut.avif': await image.clone().avif({ effort: 0 }).toBuffer(),
    }
    for (const [name, bytes] of Object.entries(whole)) {
      outcomes[name] = await outcome(await requestFor(folder, name, bytes.subarray(0, Math.floor(bytes.length * 0.7))))
      made[name] = await outcome(await requestFor(folder, name, bytes))
    }
    expect(outcomes).toEqual(Object.fromEntries(Object.keys(whole).map((name) => [name, corrupt])))
    expect(made).toEqual(Object.fromEntries(Object.keys(whole).map((name) => [name, 'made'])))
  })

  it('is refused when shrinking on load would never look at its end', async () => {
    const bytes = await scene(2400, 1800).jpeg({ quality: 70 }).toBuffer()
    expect(await outcome(await requestFor(folder, 'large.jpg', bytes.subarray(0, bytes.length - 3000)))).toEqual(
      corrupt,
    )
  })

  it('is refused when empty, or when it is no picture but carries the name of one', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    )
    expect(await outcome(await requestFor(folder, 'empty.png', Buffer.alloc(0)))).toEqual({
      ...corrupt,
      code: 'EMPTY_FILE',
    })
    expect(await outcome(await requestFor(folder, 'drawing.png', svg))).toEqual(corrupt)
    expect(await outcome(await requestFor(folder, 'words.jpg', Buffer.from('not a picture at all')))).toEqual(corrupt)
  })
})

it('a bomb of 3.6 gigapixels is refused by its header, before its pixels take memory', async () => {
  const request = await requestFor(folder, 'bomb.png', pngBomb())
  const before = process.memoryUsage().rss
  expect(await outcome(request)).toEqual({ ...corrupt, code: 'TOO_MANY_PIXELS' })
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6)
})

describe('a file that does not hold still', () => {
  it('is read again when it changed since intake, whether it still decodes or not', async () => {
    const bytes = await scene(80, 60).jpeg().toBuffer()
    const grown = await requestFor(folder, 'grown.jpg', bytes)
    await appendFile(grown.path, 'x')
    const touched = { ...(await requestFor(folder, 'touched.jpg', bytes)), mtimeUs: 5 }
    const changed = { code: 'CHANGED_WHILE_READING', retryable: true, named: true }
    expect([await outcome(grown), await outcome(touched)]).toEqual([changed, changed])
  })

  it('is known to have gone', async () => {
    const request = await requestFor(folder, 'gone.jpg', await scene(80, 60).jpeg().toBuffer())
    await unlink(request.path)
    expect(await outcome(request)).toEqual({ code: 'VANISHED', retryable: false, named: true })
  })

  it('ends with the caller’s reason when cancelled', async () => {
    const request = await requestFor(folder, 'cancelled.jpg', await scene(80, 60).jpeg().toBuffer())
    await expect(fingerprintImage(request, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  })
})

it('says the same of errors that a test cannot provoke on every machine', () => {
  const system = (code: string) => Object.assign(new Error(`${code}: some reason`), { code })
  const told = (thrown: unknown) => {
    const { code, retryable, message } = toFailureRecord(imageFailure(thrown, '/pictures/a.jpg'))
    return [code, retryable, message.includes('a.jpg')]
  }
  expect([
    told(system('ENOENT')),
    told(system('EACCES')),
    told(system('EIO')),
    told(new Error('Input file is missing: /pictures/a.jpg')),
    told(new Error('heif: Unsupported feature: Unsupported codec (4.3000)')),
  ]).toEqual([
    ['VANISHED', false, true],
    ['UNREADABLE', false, true],
    ['UNREADABLE', true, true],
    ['VANISHED', false, true],
    ['UNSUPPORTED_TYPE', false, true],
  ])
})

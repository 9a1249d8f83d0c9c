import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeAudio } from '../../../src/main/core/media/audio/decode.ts'
import { type StreamProgramOptions, streamProgram } from '../../../src/main/core/media/run-program.ts'
import { toFailureRecord } from '../../../src/shared/contract/errors.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metastamp-stream-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const node = (script: string, options: Partial<StreamProgramOptions> & Pick<StreamProgramOptions, 'onStdout'>) =>
  streamProgram(process.execPath, ['-e', script], { timeoutMs: 20_000, idleTimeoutMs: 10_000, ...options })

const codeOf = async (result: Promise<unknown>): Promise<string | null> =>
  result.then(
    () => null,
    (thrown: unknown) => toFailureRecord(thrown).code,
  )

/** Whether the process whose id a script wrote down is still there. */
async function lives(file: string): Promise<boolean> {
  const pid = Number(await readFile(file, 'utf8'))
  for (let i = 0; i < 50; i++) {
    try {
      process.kill(pid, 0)
    } catch {
      return false
    }
    await sleep(20)
  }
  return true
}

const writesPid = (file: string): string => `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid));`

describe('a program whose output streams', () => {
  it('hands over every byte in order, with its exit code and the end of what it complained about', async () => {
    let length = 0
    let sum = 0
    const result = await node(
      `process.stderr.write('x'.repeat(40000) + 'end');
       for (let i = 0; i < 300; i++) process.stdout.write(Buffer.alloc(10000, i & 255));
       process.exitCode = 3`,
      {
        onStdout(chunk) {
          length += chunk.length
          for (const byte of chunk) sum += byte
        },
      },
    )
    const wanted = Array.from({ length: 300 }, (_, i) => (i & 255) * 10_000).reduce((a, b) => a + b, 0)
    expect({
      length,
      sum,
      exitCode: result.exitCode,
      said: result.stderr.slice(-4),
      bounded: result.stderr.length,
    }).toEqual({
      length: 3_000_000,
      sum: wanted,
      exitCode: 3,
      said: 'xend',
      bounded: 16_384,
    })
  })

  it('waits for a slow reader instead of filling memory', async () => {
    const log = join(folder, 'written')
    let first = true
    let early = 0
    await node(
      `let sent = 0; const piece = Buffer.alloc(65536);
       const write = () => { while (sent < 30e6) { sent += piece.length;
         if (!process.stdout.write(piece)) { require('fs').writeFileSync(${JSON.stringify(log)}, String(sent)); return process.stdout.once('drain', write) } } };
       write()`,
      {
        async onStdout() {
          if (!first) return
          first = false
          await sleep(600)
          early = Number(await readFile(log, 'utf8'))
        },
      },
    )
    expect(early).toBeGreaterThan(0)
    expect(early).toBeLessThan(3e6)
  })

  it('ends a program that hangs, is too slow, or is not wanted any more', async () => {
    const files = ['silent', 'slow', 'aborted', 'thrown'].map((name) => join(folder, name))
    const [silent = '', slow = '', aborted = '', thrown = ''] = files
    const chatter = `setInterval(() => process.stdout.write('x'), 20)`
    const controller = new AbortController()
    const codes = [
      await codeOf(
        node(`${writesPid(silent)}process.stdout.write('x'); setInterval(() => {}, 1000)`, {
          idleTimeoutMs: 800,
          onStdout() {},
        }),
      ),
      await codeOf(node(`${writesPid(slow)}${chatter}`, { timeoutMs: 1500, onStdout() {} })),
      await codeOf(
        node(`${writesPid(aborted)}${chatter}`, { signal: controller.signal, onStdout: () => controller.abort() }),
      ),
      await codeOf(
        node(`${writesPid(thrown)}${chatter}`, {
          onStdout() {
            throw new RangeError('not such a stream')
          },
        }),
      ),
    ]
    expect(codes).toEqual(['DECODER_TIMEOUT', 'DECODER_TIMEOUT', 'CANCELLED', 'INTERNAL'])
    expect(await Promise.all(files.map(lives))).toEqual([false, false, false, false])
  })

  it('says so when the program is not there', async () => {
    expect(
      await codeOf(streamProgram(join(folder, 'none'), [], { timeoutMs: 999, idleTimeoutMs: 999, onStdout() {} })),
    ).toBe('UNAVAILABLE')
  })

  it('ends a decoder that hangs', async () => {
    const fake = join(folder, 'fake-ffmpeg')
    await writeFile(fake, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 })
    const started = performance.now()
    const decoding = decodeAudio({ ffmpeg: fake, path: 'x', stream: 0, sampleRate: 44_100, idleTimeoutMs: 500 }, () => {
      throw new Error('nothing was decoded')
    })
    expect(await codeOf(decoding)).toBe('DECODER_TIMEOUT')
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

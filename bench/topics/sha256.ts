import { execFile } from 'node:child_process'
import { createCipheriv, createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { inspectFiles } from '../../src/main/core/intake/inspect.ts'
import type { Context } from '../context.ts'
import { atLeast, type Row, toRow } from '../row.ts'

// Intake's look inside a large file, magic bytes, two stats and all, beside those who only hash.

const blockBytes = 1 << 20

/** A canonical WAV header (44 bytes) before bytes that no compression can shorten: AES in counter mode under a fixed key. */
function* soundBytes(megabytes: number): Generator<Buffer> {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + megabytes * blockBytes, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(2, 22)
  header.writeUInt32LE(44_100, 24)
  header.writeUInt32LE(176_400, 28)
  header.writeUInt16LE(4, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(megabytes * blockBytes, 40)
  yield header
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16, 2))
  const zeros = Buffer.alloc(blockBytes)
  for (let i = 0; i < megabytes; i++) yield cipher.update(zeros)
}

async function timed(work: () => Promise<string>): Promise<{ ms: number; hash: string }> {
  const startedAt = performance.now()
  const hash = await work()
  return { ms: performance.now() - startedAt, hash }
}

async function byInspect(path: string): Promise<string> {
  const [found] = await inspectFiles(
    { paths: [path], maxFileBytes: Number.MAX_SAFE_INTEGER },
    new AbortController().signal,
  )
  if (found?.ok !== true) throw new Error(`not inspected: ${JSON.stringify(found)}`)
  return Buffer.from(found.sha256).toString('hex')
}

async function byStream(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function byOpenssl(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)('openssl', ['dgst', '-sha256', '-r', path])
  return stdout.slice(0, 64)
}

export async function run(context: Context): Promise<Row[]> {
  const megabytes = context.size(500)
  const dir = await context.once('large-file', async (to) => {
    await pipeline(soundBytes(megabytes), createWriteStream(join(to, 'sound.wav')))
  })
  const path = join(dir, 'sound.wav')
  const hasOpenssl = await byOpenssl(path).then(
    () => true,
    () => false,
  )
  const turns = await context.repeat(async () => {
    const stream = await timed(() => byStream(path))
    const inspect = await timed(() => byInspect(path))
    const openssl = hasOpenssl ? await timed(() => byOpenssl(path)) : null
    const hashes = new Set([stream.hash, inspect.hash, ...(openssl === null ? [] : [openssl.hash])])
    if (hashes.size !== 1) throw new Error('the hashes differ')
    return { inspect: inspect.ms, stream: stream.ms, openssl: openssl?.ms }
  })
  const perSecond = (ms: number) => (megabytes * blockBytes) / 1e6 / (ms / 1000)
  const common = { topic: 'sha256', unit: 'MB/s', values: turns.map(({ inspect }) => perSecond(inspect)) }
  const opensslRates = turns.flatMap(({ openssl }) => (openssl === undefined ? [] : [perSecond(openssl)]))
  return [
    toRow({
      ...common,
      figure: `inspect, a file of ${megabytes} MiB, beside node:crypto`,
      peer: { name: 'createReadStream into createHash', values: turns.map(({ stream }) => perSecond(stream)) },
      limit: atLeast(0.95, 'ratio'),
    }),
    toRow({
      ...common,
      figure: `inspect, a file of ${megabytes} MiB, beside openssl`,
      peer: { name: 'openssl dgst -sha256, its start included', values: opensslRates },
    }),
  ]
}

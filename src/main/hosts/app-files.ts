import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Failure } from '../../shared/contract/errors.ts'

// The built page, read once at start. Serving is a look-up in a table of known names: a request never becomes a path.

export type AppFile = {
  bytes: Buffer<ArrayBuffer>
  mediaType: string
  /** Strong validator, quoted. */
  etag: string
  cacheControl: string
}

export type AppFiles = {
  /** The page itself. */
  index: AppFile
  /** A file by its address below the root, such as `/assets/index-B2a1c3d4.js`; undefined when there is none. */
  find(address: string): AppFile | undefined
  addresses(): string[]
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

/** The bundler ends the names of assets that never change with a hash of eight characters. */
const hashedName = /-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/

/**
 * Reads the files of `rendererDir` that have a known type; links and anything else are left out.
 * Throws UNAVAILABLE when there is no built page.
 */
export async function loadAppFiles(rendererDir: string): Promise<AppFiles> {
  const files = new Map<string, AppFile>()
  await collect(rendererDir, '', files)
  const index = files.get('/index.html')
  if (index === undefined) {
    throw new Failure(
      'UNAVAILABLE',
      'The page of the program has not been built. Run `npm run build` and start again.',
      {
        path: rendererDir,
      },
    )
  }
  return { index, find: (address) => files.get(address), addresses: () => [...files.keys()].sort() }
}

/** Page addresses such as /library or /work/<id>: one or two plain words, never a file name. */
export function isPageAddress(address: string): boolean {
  return (
    address === '/' ||
    /^\/(?!(?:asset|assets|inbox|rpc)(?:\/|$))[a-z][a-z-]{0,30}(?:\/[A-Za-z0-9-]{1,64})?$/.test(address)
  )
}

async function collect(dir: string, address: string, files: Map<string, AppFile>): Promise<void> {
  let entries: Awaited<ReturnType<typeof readEntries>>
  try {
    entries = await readEntries(dir)
  } catch (thrown) {
    // A missing folder is reported by the caller as a page that has not been built.
    if (address === '' && thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return
    throw thrown
  }
  for (const entry of entries) {
    const entryAddress = `${address}/${entry.name}`
    const mediaType = mediaTypes[extname(entry.name)]
    if (entry.isDirectory()) await collect(join(dir, entry.name), entryAddress, files)
    else if (entry.isFile() && mediaType !== undefined) {
      files.set(entryAddress, appFile(await readFile(join(dir, entry.name)), mediaType, entry.name))
    }
  }
}

function readEntries(dir: string) {
  return readdir(dir, { withFileTypes: true })
}

function appFile(bytes: Buffer<ArrayBuffer>, mediaType: string, name: string): AppFile {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  const html = mediaType.startsWith('text/html')
  const immutable = !html && hashedName.test(name)
  return {
    bytes,
    mediaType,
    etag: `"${digest}"`,
    cacheControl: html ? 'no-store' : immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  }
}

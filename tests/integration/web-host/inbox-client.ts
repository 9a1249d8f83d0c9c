import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { askAsPage, type HostFixture } from './host-fixture.ts'

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export async function begin(fixture: HostFixture): Promise<string> {
  return JSON.parse((await askAsPage(fixture, { method: 'POST', target: '/inbox' })).text).uploadId
}
export async function put(
  fixture: HostFixture,
  uploadId: string,
  path: string,
  body: Uint8Array,
  headers: Record<string, string> = {},
) {
  const target = `/inbox/${uploadId}/file?path=${encodeURIComponent(path)}`
  const { status, text } = await askAsPage(fixture, { method: 'PUT', target, body, headers })
  return { status, value: JSON.parse(text) }
}
export async function done(fixture: HostFixture, uploadId: string) {
  const { status, text } = await askAsPage(fixture, { method: 'POST', target: `/inbox/${uploadId}/done` })
  return { status, value: JSON.parse(text) }
}
export async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Failure } from '../../../../shared/contract/errors.ts'
import type { AssetDetail } from '../../../../shared/contract/library.ts'
import { AssetId } from '../../../../shared/domain/ids.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

/** `metastamp show`: one work, named by its id or by a path it is or was at. */
export async function show(session: Session, work: string): Promise<number> {
  return session.withCore({ works: false }, async ({ client }) => {
    const assetId = await assetIdOf(client, work)
    const asset = await client.library.get({ assetId })
    await session.terminal.result(asset, () => textOf(asset))
    return exitCode.done
  })
}

type Client = Parameters<Parameters<Session['withCore']>[1]>[0]['client']

/** Of a work that is named by its id or by a path it is or was at. Fails with NOT_FOUND. */
export async function assetIdOf(client: Client, work: string): Promise<AssetId> {
  const asId = AssetId.safeParse(work)
  if (asId.success) return asId.data
  const path = await realpath(work).catch(() => resolve(work))
  const found = await client.shell.findByPath({ path })
  if (found === null)
    throw new Failure('NOT_FOUND', `No work is known at “${work}”. Add it with \`metastamp protect\`.`, { path: work })
  return found.assetId
}

function textOf(asset: AssetDetail): string {
  const lines = [
    asset.title,
    `  id       ${asset.assetId}`,
    `  status   ${asset.status}${asset.failure === null ? '' : `: ${asset.failure}`}`,
    `  sha256   ${asset.sha256}`,
    `  type     ${asset.mediaType}, ${asset.bytes} bytes`,
  ]
  const { iscc, image } = asset.fingerprint ?? {}
  if (iscc !== undefined) lines.push(`  ISCC     ${iscc}`)
  if (image !== undefined)
    lines.push(
      `  size     ${image.width} × ${image.height}`,
      `  pHash    ${image.phash}`,
      `  PDQ      ${image.pdq} (quality ${image.pdqQuality})`,
    )
  lines.push('Locations', ...asset.locations.map(({ status, path }) => `  ${status.padEnd(8)} ${path}`))
  lines.push(
    'Versions',
    ...asset.versions.map(
      ({ createdAt, sha256, current }) =>
        `  ${isoDay(createdAt)} ${sha256.slice(0, 16)}…${current ? ' (current)' : ''}`,
    ),
  )
  lines.push('History', ...asset.custody.map(({ sequence, at, type }) => `  ${isoDay(at)} #${sequence} ${type}`))
  return lines.join('\n')
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

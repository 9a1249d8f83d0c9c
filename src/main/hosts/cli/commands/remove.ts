import { Failure } from '../../../../shared/contract/errors.ts'
import { AssetId } from '../../../../shared/domain/ids.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

/** `metastamp remove`: to the trash, from where the app brings works back for 30 days. */
export async function remove(session: Session, ids: readonly string[]): Promise<number> {
  const { terminal } = session
  const assetIds = ids.map((id) => {
    const parsed = AssetId.safeParse(id)
    if (!parsed.success)
      throw new Failure('BAD_INPUT', `“${id}” is not the id of a work. \`metastamp list\` prints them.`)
    return parsed.data
  })
  return session.withCore({ works: false }, async ({ client }) => {
    const { removed } = await client.library.remove({ assetIds })
    for (const assetId of removed) await terminal.result({ assetId, status: 'removed' }, () => `removed ${assetId}`)
    const missing = assetIds.filter((assetId) => !removed.includes(assetId))
    for (const assetId of missing)
      await terminal.error(new Failure('NOT_FOUND', `No work in the library has the id ${assetId}.`))
    return missing.length > 0 ? exitCode.someFailed : exitCode.done
  })
}

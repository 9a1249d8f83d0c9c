import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'
import { assetIdOf } from './show.ts'

const most = 50

/** `metastamp similar`: a line per work, nearest first, with the distance (1 − cosine) and the model it is by. */
export async function similar(session: Session, work: string, limit: number): Promise<number> {
  const { terminal } = session
  return session.withCore({ works: false }, async ({ client }) => {
    const assetId = await assetIdOf(client, work)
    const { model, items } = await client.library.similar({ assetId, limit: Math.min(limit, most) })
    for (const { asset, distance } of items) {
      const { title, kind } = asset
      await terminal.result(
        { assetId: asset.assetId, title, kind, distance, model },
        () => `${distance.toFixed(3)}  ${asset.assetId}  ${kind.padEnd(5)}  ${title}`,
      )
    }
    if (model === null)
      terminal.note(
        'Nothing is known yet that this work could be compared by: it is made in the background while the app is open.',
      )
    else if (items.length === 0) terminal.note('No other work in the library is like this one.')
    return exitCode.done
  })
}

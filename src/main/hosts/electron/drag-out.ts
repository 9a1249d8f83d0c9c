import { nativeImage, type WebContents } from 'electron'
import { Failure } from '../../../shared/contract/errors.ts'
import type { AssetId } from '../../../shared/domain/ids.ts'
import type { ElectronCore } from './electron-core.ts'

/** Side of the picture that travels under the pointer, in pixels. */
const iconSide = 96

/** One ink-grey square: what travels where there is no picture to show; the system refuses a drag without one. */
const plainIcon =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

async function iconOf(media: ElectronCore['media'], assetId: AssetId): Promise<Electron.NativeImage> {
  const thumbnail = await media(assetId, 'thumbnail')
  const drawn =
    thumbnail?.type === 'bytes' ? nativeImage.createFromBuffer(Buffer.from(thumbnail.bytes)) : nativeImage.createEmpty()
  const icon = drawn.isEmpty() ? nativeImage.createFromDataURL(plainIcon) : drawn
  return icon.resize({ height: iconSide })
}

/**
 * Hands the files of works to the system's drag, each from the first place where it is. Returns how many go along; throws VANISHED when
 * none does.
 */
export async function dragOut(
  target: WebContents,
  media: ElectronCore['media'],
  assetIds: readonly AssetId[],
): Promise<{ files: number }> {
  const originals = await Promise.all(assetIds.map((assetId) => media(assetId, 'original')))
  const files = originals.flatMap((original) => (original?.type === 'file' ? [original.path] : []))
  const [first] = files
  const [firstId] = assetIds
  if (first === undefined || firstId === undefined) {
    throw new Failure('VANISHED', 'No file of these works is where it was last seen.')
  }
  target.startDrag({ file: first, files, icon: await iconOf(media, firstId) })
  return { files: files.length }
}

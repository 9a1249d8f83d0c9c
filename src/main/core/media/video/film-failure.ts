import type { Failure } from '../../../../shared/contract/errors.ts'
import { decoderFailure } from '../audio/audio-failure.ts'

/** Neither pictures nor sound could be decoded; `said` is what ffmpeg said last. */
export function unwatchable(path: string, said: string): Failure {
  return decoderFailure(path, said, { lacks: 'neither pictures nor sound', better: 'MP4 with H.264' })
}

import { findFfmpeg } from '../media/ffmpeg.ts'

export type Surroundings = {
  /** PATH as the host sees it. */
  searchPath: string
  platform: string
}

/** The path of the ffmpeg to use, given the one a person has set (null: none). */
export type FfmpegFinder = (setting: string | null) => Promise<string | null>

/** Looks once for each setting; a search that found nothing is made again, for ffmpeg may have been installed meanwhile. */
export function createFfmpegFinder(surroundings: Surroundings): FfmpegFinder {
  const found = new Map<string, Promise<string | null>>()
  return async (setting) => {
    const key = setting ?? ''
    const search =
      found.get(key) ?? findFfmpeg({ setting: key, ...surroundings }).then((ffmpeg) => ffmpeg?.path ?? null)
    found.set(key, search)
    const path = await search
    if (path === null) found.delete(key)
    return path
  }
}

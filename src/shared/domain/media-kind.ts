import { z } from 'zod'

// Which files the product takes in, by MISSION §2: the extension opens the door, the content decides the kind.

export const MediaKind = z.enum(['image', 'audio', 'video', 'text'])
export type MediaKind = z.infer<typeof MediaKind>

/** What of a work is served by its id. */
export const MediaVariant = z.enum(['thumbnail', 'strip', 'original'])
export type MediaVariant = z.infer<typeof MediaVariant>

export const acceptedExtensions = {
  image: ['png', 'jpg', 'jpeg', 'webp', 'avif', 'tif', 'tiff', 'gif', 'heic', 'heif'],
  audio: ['mp3', 'wav', 'aac', 'flac', 'm4a', 'ogg'],
  video: ['mp4', 'mov', 'avi', 'mkv', 'webm'],
  text: ['txt', 'md', 'pdf'],
} as const satisfies Record<MediaKind, readonly string[]>

/** Extensions people may well drop by mistake; the reason names what they are. */
export const refusedExtensions: Readonly<Record<string, 'archive' | 'program' | 'disk-image'>> = {
  zip: 'archive',
  rar: 'archive',
  '7z': 'archive',
  exe: 'program',
  bin: 'program',
  sh: 'program',
  app: 'program',
  msi: 'program',
  iso: 'disk-image',
  dmg: 'disk-image',
}

const kindByExtension: ReadonlyMap<string, MediaKind> = new Map(
  Object.entries(acceptedExtensions).flatMap(([kind, extensions]) =>
    extensions.map((extension) => [extension, MediaKind.parse(kind)] as const),
  ),
)

/** The extension without its dot, lower case; '' when there is none (a leading dot is no extension). */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}

/** The kind an extension promises, or undefined when it is not accepted. */
export function kindOfExtension(extension: string): MediaKind | undefined {
  return kindByExtension.get(extension)
}

/** Largest accepted file unless a person sets another limit, in bytes (MISSION §2). */
export const defaultMaxFileBytes = 524_288_000

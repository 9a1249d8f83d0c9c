import type { LucideIcon } from 'lucide-react'
import { FileText, Film, Image, Music } from 'lucide-react'
import type { MediaKind } from '../../shared/domain/media-kind.ts'

/** One sign per kind of work, the same everywhere. */
export const kindIcons: Readonly<Record<MediaKind, LucideIcon>> = {
  image: Image,
  audio: Music,
  video: Film,
  text: FileText,
}

/** "image/heic" as "HEIC", "audio/x-flac" as "FLAC". */
export function shortType(mediaType: string): string {
  return mediaType.replace(/^[^/]+\/(x-)?/, '').toUpperCase()
}

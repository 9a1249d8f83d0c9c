// What Chromium draws by itself. HEIC and TIFF are protected all the same, but shown by their thumbnail.
const drawn: ReadonlySet<string> = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/webp',
  'image/avif',
  'image/gif',
  'image/bmp',
])

/** Whether the page can draw an original of this media type. */
export function canShowOriginal(mediaType: string): boolean {
  return drawn.has(mediaType.toLowerCase())
}

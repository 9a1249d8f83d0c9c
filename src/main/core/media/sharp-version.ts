/** The decoder's version. Loaded when asked for: the core decodes nothing itself and starts faster without it. */
export async function sharpVersion(): Promise<string> {
  const { default: sharp } = await import('sharp')
  return sharp.versions.sharp ?? 'unknown'
}

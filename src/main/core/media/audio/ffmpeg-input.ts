/** Containers of the accepted kinds. Playlists are not among them: what calls itself .mp3 and lists addresses inside is not followed. */
const containers = 'mp3,wav,w64,aac,flac,mov,ogg,matroska,avi'

/** Options that come before every input: no questions, one thread, this file and no other. `file:` keeps names from being taken for addresses. */
export function inputOptions(path: string): string[] {
  const quiet = ['-hide_banner', '-nostdin', '-nostats']
  const bounds = ['-threads', '1', '-protocol_whitelist', 'file', '-format_whitelist', containers]
  return [...quiet, ...bounds, '-i', `file:${path}`]
}

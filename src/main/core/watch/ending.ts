// Whether a file ends as files of its format do, pure: a picture whose writer is still at it does not. Formats without an end of
// their own (plain text, mp3, raw streams) say nothing.

export type Ending = 'whole' | 'cut' | 'unknown'

/** How much of each end of a file is looked at, in bytes. */
export const endBytes = 65_536

/** `head` and `tail` are the first and the last bytes of the file, at most `endBytes` each; `bytes` is its length. */
export function endingOf(head: Buffer, tail: Buffer, bytes: number): Ending {
  if (bytes === 0) return 'cut'
  if (has(head, 0, '\x89PNG\r\n\x1a\n')) return endsWith(tail, 'IEND', 8) ? 'whole' : 'cut'
  if (has(head, 0, '\xff\xd8\xff')) return endsWith(tail, '\xff\xd9', 1_024) ? 'whole' : 'cut'
  if (has(head, 0, 'GIF8')) return tail.at(-1) === 0x3b ? 'whole' : 'cut'
  if (has(head, 0, 'RIFF')) return riffEnding(head, bytes)
  if (has(head, 0, '%PDF-')) return endsWith(tail, '%%EOF', 2_048) ? 'whole' : 'cut'
  if (has(head, 0, 'OggS')) return oggEnding(tail)
  return 'unknown'
}

function has(bytes: Buffer, at: number, text: string): boolean {
  return bytes.toString('latin1', at, at + text.length) === text
}

/** Whether the mark is there, at most so many bytes before the end: some programs leave a little behind it. */
function endsWith(tail: Buffer, mark: string, within: number): boolean {
  const at = tail.lastIndexOf(mark, undefined, 'latin1')
  return at >= 0 && at >= tail.length - within
}

/** RIFF says its length in front; writers that stream leave 0 or all ones there. */
function riffEnding(head: Buffer, bytes: number): Ending {
  if (head.length < 8) return 'cut'
  const said = head.readUInt32LE(4)
  if (said === 0 || said === 0xffffffff) return 'unknown'
  return said + 8 <= bytes + 1 ? 'whole' : 'cut'
}

/** The last page of a stream carries the end-of-stream flag (RFC 3533 §6). */
function oggEnding(tail: Buffer): Ending {
  const page = tail.lastIndexOf('OggS')
  if (page < 0 || page + 5 >= tail.length) return 'cut'
  return ((tail[page + 5] ?? 0) & 4) === 4 ? 'whole' : 'cut'
}

/**
 * The boxes of an MP4, MOV or HEIF file (ISO 14496-12 §4.2) from the start: each says how long it is. `read` gives the 16 bytes at a
 * position, fewer at the end of the file.
 */
export function boxEnding(read: (position: number) => Buffer, bytes: number): Ending {
  let position = 0
  let described = false
  for (let box = 0; box < 512 && position < bytes; box++) {
    const header = read(position)
    if (header.length < 8) return 'cut'
    const short = header.readUInt32BE(0)
    const type = header.toString('latin1', 4, 8)
    described ||= type === 'moov' || type === 'meta'
    if (short === 0) return 'unknown'
    if (short === 1 && header.length < 16) return 'cut'
    const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short
    if (length < 8) return 'cut'
    position += length
  }
  if (position < bytes) return 'unknown'
  return position === bytes && described ? 'whole' : 'cut'
}

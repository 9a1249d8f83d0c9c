import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'

// Looks at a database's schema version without SQLite, so that a profile from the future is not touched at all: even a
// read-only connection would make files beside it, and a writing one would fold the write-ahead log into it.
//
// [Note: reading a locked file] POSIX drops all of a process's locks on a file when any descriptor of it is closed. So a
// database file is read this way only while the profile lock is held and before any connection to it is open.

const headerBytes = 100
const userVersionOffset = 60
const magic = 'SQLite format 3\0'

export type Peek = { state: 'absent' } | { state: 'not-a-database' } | { state: 'database'; userVersion: number }

function readHeader(path: string): Buffer | null {
  const file = openSync(path, 'r')
  try {
    if (fstatSync(file).size === 0) return null
    const header = Buffer.alloc(headerBytes)
    const got = readSync(file, header, 0, headerBytes, 0)
    return header.subarray(0, got)
  } finally {
    closeSync(file)
  }
}

type Checksum = { s0: number; s1: number }

function addChecksum(sum: Checksum, bytes: Buffer, bigEndian: boolean): Checksum {
  let { s0, s1 } = sum
  for (let at = 0; at < bytes.length; at += 8) {
    const x0 = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)
    const x1 = bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)
    s0 = (s0 + x0 + s1) >>> 0
    s1 = (s1 + x1 + s0) >>> 0
  }
  return { s0, s1 }
}

/**
 * Schema version of the newest committed copy of page 1 in a write-ahead log, null when it holds none.
 * Layout and checksum: SQLite's file format document, section 4 ("The Write-Ahead Log").
 */
function userVersionInLog(log: Buffer): number | null {
  if (log.length < 32) return null
  const type = log.readUInt32BE(0)
  if (type !== 0x377f0682 && type !== 0x377f0683) return null
  const bigEndian = type === 0x377f0683
  const pageSize = log.readUInt32BE(8)
  let sum = addChecksum({ s0: 0, s1: 0 }, log.subarray(0, 24), bigEndian)
  if (sum.s0 !== log.readUInt32BE(24) || sum.s1 !== log.readUInt32BE(28)) return null

  let pending: number | null = null
  let committed: number | null = null
  for (let at = 32; at + 24 + pageSize <= log.length; at += 24 + pageSize) {
    const frame = log.subarray(at, at + 24)
    const page = log.subarray(at + 24, at + 24 + pageSize)
    if (!frame.subarray(8, 16).equals(log.subarray(16, 24))) break
    sum = addChecksum(addChecksum(sum, frame.subarray(0, 8), bigEndian), page, bigEndian)
    if (sum.s0 !== frame.readUInt32BE(16) || sum.s1 !== frame.readUInt32BE(20)) break
    if (frame.readUInt32BE(0) === 1) pending = page.readUInt32BE(userVersionOffset)
    if (frame.readUInt32BE(4) !== 0) committed = pending
  }
  return committed
}

/** What the file at `path` is, with the version a connection would see. Writes nothing. */
export function peekVersion(path: string): Peek {
  if (!existsSync(path)) return { state: 'absent' }
  const header = readHeader(path)
  if (header === null) return { state: 'absent' }
  if (header.length < headerBytes || header.toString('latin1', 0, 16) !== magic) return { state: 'not-a-database' }
  const logPath = `${path}-wal`
  const logged = existsSync(logPath) ? userVersionInLog(readFileSync(logPath)) : null
  return { state: 'database', userVersion: logged ?? header.readUInt32BE(userVersionOffset) }
}

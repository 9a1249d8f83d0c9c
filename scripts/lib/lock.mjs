import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

// A lock between processes: the directory exists while someone holds it, and names its holder.

const ABANDONED_AFTER_MS = 5 * 60_000
const UNNAMED_FOR_MS = 2_000

function holderOf(path) {
  try {
    return Number(readFileSync(join(path, 'pid'), 'utf8'))
  } catch {
    return null // between mkdir and the first write, or already released
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function isStale(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return false
  const ageMs = Date.now() - stat.mtimeMs
  const holder = holderOf(path)
  return ageMs > ABANDONED_AFTER_MS || (holder === null ? ageMs > UNNAMED_FOR_MS : !isAlive(holder))
}

/** Moves a stale lock aside. Renaming is atomic, so of several waiters one wins; a lock that turns out to be live is put back. */
function breakStale(path) {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (!isStale(aside)) {
    try {
      renameSync(aside, path)
      return
    } catch {
      // someone took the name meanwhile; the moved one cannot be given back
    }
  }
  rmSync(aside, { recursive: true, force: true })
}

/**
 * Runs `work` while holding the lock at `path`; waits up to `timeoutMs` for another holder.
 * `onWait` is called once if there is one. A lock whose process is gone, or older than five minutes, is broken.
 */
export async function withLock(path, work, { timeoutMs = ABANDONED_AFTER_MS, onWait = () => undefined } = {}) {
  mkdirSync(dirname(path), { recursive: true })
  const deadline = Date.now() + timeoutMs
  let told = false
  for (;;) {
    try {
      mkdirSync(path)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isStale(path)) {
      breakStale(path)
      continue
    }
    if (Date.now() > deadline) throw new Error(`Waited too long for another build. If none is running, delete ${path}.`)
    if (!told) onWait()
    told = true
    await sleep(50)
  }
  try {
    writeFileSync(join(path, 'pid'), String(process.pid))
    return await work()
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}

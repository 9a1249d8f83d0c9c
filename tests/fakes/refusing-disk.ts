import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Disks that refuse, real ones: a small file system that fills up, and a process that may not make files longer.

/** A file system of its own with `bytes` of room, at `dir`; null where this account may not mount one. */
export function mountSmallDisk(dir: string, bytes: number): { fill(): void; empty(): void; unmount(): void } | null {
  mkdirSync(dir, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    return null
  }
  const ballast = join(dir, 'ballast')
  return {
    /** To the last byte. */
    fill() {
      for (let size = bytes; size >= 1; size = Math.floor(size / 2)) {
        try {
          for (;;) writeFileSync(`${ballast}-${size}-${Math.random()}`, Buffer.alloc(size))
        } catch {
          // Full for files of this size.
        }
      }
    },
    empty() {
      execFileSync('find', [dir, '-name', 'ballast-*', '-delete'])
    },
    unmount() {
      execFileSync('umount', ['-l', dir])
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Every write to a file by this process fails with EFBIG, which SQLite takes for an I/O error. Linux with util-linux. */
export function refuseWrites(refuse: boolean, pid = process.pid): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${refuse ? 0 : 'unlimited'}:`])
}

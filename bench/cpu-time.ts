import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second. */
const tickMs = 10

/** Milliseconds of processor time that this process and the programs it has run to their end have taken; null elsewhere than on Linux. */
export function cpuMsWithChildren(): number | null {
  try {
    const text = readFileSync('/proc/self/stat', 'latin1')
    // The name in brackets may hold spaces; user and system time stand twelve fields after it, those of ended children next.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * tickMs
  } catch {
    return null
  }
}

/** What `work` takes: processor time where it can be had, otherwise the time on the clock. */
export async function timed(work: () => Promise<unknown>): Promise<{ cpuMs: number; wallMs: number }> {
  const before = cpuMsWithChildren()
  const startedAt = performance.now()
  await work()
  const wallMs = performance.now() - startedAt
  const after = cpuMsWithChildren()
  return { wallMs, cpuMs: before === null || after === null ? wallMs : after - before }
}

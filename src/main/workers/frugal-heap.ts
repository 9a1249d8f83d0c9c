import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8 from doubling the nursery of each thread again and again during a long import, where much is allocated and nearly all of it
 * dies young: resident memory stays flat, at no measurable cost in time. Electron's V8 is left as it is.
 */
export function keepHeapsFrugal(): void {
  if (process.versions['electron'] === undefined) setFlagsFromString('--semi-space-growth-factor=1')
}

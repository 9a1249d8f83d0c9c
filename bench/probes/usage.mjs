import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

// Loaded into a measured program by NODE_OPTIONS: leaves what the whole process, threads included, has used when it ends.

const path = process.env.METASTAMP_BENCH_USAGE
if (isMainThread && path) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    writeFileSync(path, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: maxRSS * 1024 }))
  })
}

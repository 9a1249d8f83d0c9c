import { defineConfig } from 'vitest/config'

// Services that answer for money, or that only a few machines have: their suite is there where the environment names one.
const namesService = Object.keys(process.env).some((name) => /^METASTAMP_TEST_\w+_(KEY|MODEL)$/.test(name))
const realServices = namesService ? [] : ['tests/contract/real-providers.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    setupFiles: ['tests/property-seed.ts'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/lint/**/*.test.ts'] } },
      { extends: true, test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], exclude: realServices } },
      { extends: true, test: { name: 'integration', include: ['tests/integration/**/*.test.ts'] } },
      { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
})

import { appendCustody } from '../../../src/main/core/custody/custody-log.ts'
import { openStore } from '../../../src/main/core/store/open-store.ts'
import { putSetting } from '../../../src/main/core/store/settings.ts'

// Opens the profile and writes until it is killed; prints each fact once it has been acknowledged.

const [profileDir = ''] = process.argv.slice(2)
const store = openStore({ profileDir, now: Date.now, platform: process.platform, appVersion: '0.1.0' })
process.stdout.write('open\n')
for (let number = 1; ; number++) {
  const sequence = store.transaction('write', (write) => {
    putSetting(write, `${process.pid}-${number}`, '1', 1)
    return appendCustody(write, { at: number, type: 'work.added', assetId: null, versionId: null, facts: { number } })
  })
  process.stdout.write(`${sequence}\n`)
}

import { migrations as released } from '../../../src/main/core/store/migrations/index.ts'
import { openStore } from '../../../src/main/core/store/open-store.ts'

// Opens the profile with a further step that writes many pages and takes long, so that it can be killed in the middle.

const [profileDir = ''] = process.argv.slice(2)
const library = `
  CREATE TABLE big (x TEXT) STRICT;
  INSERT INTO big SELECT hex(randomblob(2000)) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 100000000);
`
const migrations = [...released, { number: 9010, slug: 'slow', library }]
process.stdout.write('migrating\n')
openStore({ profileDir, now: Date.now, platform: process.platform, appVersion: '0.2.0', migrations })

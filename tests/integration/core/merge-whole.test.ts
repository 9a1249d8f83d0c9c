import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createIdGenerator } from '../../../src/main/core/store/new-id.ts'
import { RequestId } from '../../../src/shared/domain/ids.ts'
import { type CoreBench, createCoreBench } from '../../fakes/core-bench.ts'
import { tinyPng } from '../../fakes/tiny-png.ts'

// Merging a backup into an empty profile brings everything back that cannot be made anew, and merging again changes nothing. What is made
// anew: thumbnails, features and vectors of the cache, what searches look through; jobs, messages to come and steps back stay behind.

const newId = createIdGenerator(Date.now)

async function open(): Promise<CoreBench> {
  const bench = await createCoreBench()
  onTestFinished(() => bench.dispose())
  return bench
}

/** Made anew, of the moment, or sealed with a key that the other profile does not have. */
const leftBehind =
  /^(sqlite_.*|(asset|about|text|conversation)_fts.*|search_(fact|stale)|job|outbox|intake_(batch|issue)|root_issue|undo_step|secret|migration)$/

const Row = z.record(z.string(), z.unknown())

/** Every table that is to come back, its rows sorted; numbers that each library gives anew are told by what they stand for. */
function contentOf(profileDir: string): Record<string, string[]> {
  const database = new Database(join(profileDir, 'library.db'), { readonly: true })
  const text = (sql: string) =>
    z
      .array(Row)
      .parse(database.prepare(sql).all())
      .map((row) => JSON.stringify(row))
      .sort()
  const plain = (table: string, ...without: string[]) =>
    z
      .array(Row)
      .parse(database.prepare(`SELECT * FROM ${table}`).all())
      .map((row) => JSON.stringify(Object.entries(row).filter(([name]) => !without.includes(name))))
      .sort()
  try {
    return {
      asset: plain('asset', 'row'),
      location: text(`SELECT location.*, root_folder.path AS folder, NULL AS folder_id FROM location
        LEFT JOIN root_folder ON root_folder.id = folder_id`),
      root_folder: plain('root_folder', 'id', 'digest'),
      tagged: text(
        `SELECT asset.id, tag.* FROM asset_tag JOIN tag ON tag.id = tag_id JOIN asset ON asset.row = asset_row`,
      ),
      collected: text(`SELECT asset.id, collection_id FROM collection_item JOIN asset ON asset.row = asset_row`),
      found: text(`SELECT rowid FROM asset_fts WHERE asset_fts MATCH '"wor"'`).map(() => 'one'),
      ...Object.fromEntries(
        [
          'version',
          'fingerprint',
          'fingerprint_data',
          'embedding',
          'root',
          'collection',
          'tag',
          'match',
          'compared',
          'calculation',
          'creator_metrics',
          'setting',
          'left_out',
          'ledger_entry',
          'ledger_posting',
          'ledger_head',
          'wallet_party',
          'wallet_split',
          'wallet_derivative',
          'wallet_mapping',
          'wallet_import',
          'ai_call',
          'conversation',
          'ledger_sum',
        ].map((table) => [table, plain(table)]),
      ),
      conversation_message: plain('conversation_message', 'row'),
      said: text(`SELECT 1 FROM conversation_fts WHERE conversation_fts MATCH 'harbour'`),
      wallet_import_row: plain('wallet_import_row', 'row'),
      // The log goes on behind this: it says that the works came from a backup.
      custody_head: [],
      custody_event: text(
        `SELECT * FROM custody_event WHERE type <> 'work.restored' OR facts NOT LIKE '%merged from%'`,
      ),
    }
  } finally {
    database.close()
  }
}

/** A library with something in each of its tables. */
async function used(): Promise<CoreBench> {
  const bench = await open()
  const { client } = bench.core
  const root = join(bench.filesDir, 'root')
  await mkdir(join(root, 'deep'), { recursive: true })
  for (let i = 0; i < 6; i++) await writeFile(join(root, i % 2 === 0 ? '' : 'deep', `work ${i}.png`), tinyPng(i))
  await client.shell.watchAdd({ path: root })
  for await (const _ of await client.shell.watchScan({ rootId: null }));
  const { items } = await client.library.list({})
  const assetIds = items.map(({ assetId }) => assetId)
  const [first, second] = assetIds
  if (first === undefined || second === undefined) throw new Error('nothing was taken in')
  const tours = await client.organise.createCollection({ name: 'Tours' })
  await client.organise.createCollection({ name: 'Loud', search: { text: 'bpm:>120', kinds: [], statuses: [] } })
  await client.organise.edit({
    assetIds: [first, second],
    edit: { addTags: ['Harbour'], collect: tours.collectionId, rating: 4, note: 'at dusk' },
  })
  await client.settings.set({ values: { 'backup.schedule': 'off' } })
  for (const amount of ['12.50', '7'])
    await client.wallet.record({
      type: 'earning',
      requestId: RequestId.parse(newId()),
      money: { currency: 'USD', amount },
      source: 'Spotify',
      assetId: first,
    })
  await bench.core.close()
  const database = new Database(join(bench.profileDir, 'library.db'))
  database.exec(`
    INSERT INTO match SELECT 'm1', max(a.id, b.id), min(a.id, b.id), a.asset_id, b.asset_id, 'near', 0.9, 'phash', '{}', 5, 'same', 6
      FROM version AS a JOIN version AS b ON b.id > a.id LIMIT 1;
    INSERT OR IGNORE INTO compared SELECT id, 1 FROM version;
    INSERT INTO embedding SELECT 'paid', '1', id, 1, x'0000803f' FROM version LIMIT 2;
    INSERT INTO left_out VALUES ('/gone/by choice.png', 7);
    INSERT INTO calculation VALUES ('c1', 1, 2, NULL, NULL, '1', '{}', '{}', NULL);
    INSERT INTO creator_metrics VALUES (1, '{}', 1);
    INSERT INTO wallet_derivative VALUES ('d1', 'x', 'y', 'master', '1/2', 1, NULL);
    INSERT INTO wallet_mapping VALUES ('n', '[]', '{}', 1);
    INSERT INTO wallet_party VALUES ('ann', 'Ann', 1);
    INSERT INTO wallet_split SELECT 's1', id, 'master', '*', '2026-01-01', NULL, '[]', 1, NULL FROM asset LIMIT 1;
    INSERT INTO wallet_import VALUES ('i1', 'Spotify', 'a.csv', zeroblob(32), 1, 1, 0, NULL);
    INSERT INTO wallet_import_row SELECT NULL, 'i1', 1, 'k', 'income', '2026-01-01', 'USD', 1250, 'x', NULL, NULL, NULL,
      'matched', id, 1, NULL FROM ledger_entry LIMIT 1;
    INSERT INTO wallet_import_row SELECT NULL, 'i1', 2, 'l', 'income', '2026-01-01', 'USD', 7, 'y', NULL, NULL, NULL, 'undone', NULL, 0, NULL;
    INSERT INTO conversation VALUES ('v1', 'Talk', 'talk', 1, 1, NULL);
    INSERT INTO conversation_message VALUES (5, 'g1', 'v1', 'person', 1, '{"text":"the harbour"}', NULL);
    INSERT INTO conversation_fts (rowid, body) VALUES (5, 'the harbour');
    INSERT INTO ai_call VALUES ('a1', 1, 'ask', 'p', 'm', 'ok', 1, NULL, 1, 1, NULL, 0, 0);
  `)
  database.close()
  await bench.reopen()
  return bench
}

async function merge({ core }: CoreBench, path: string) {
  let last
  for await (const progress of await core.client.shell.mergeBackup({ path })) last = progress
  return last
}

test('a merge into an empty profile brings back all that cannot be made anew, and does it once', async () => {
  const source = await used()
  const { path } = await source.core.client.shell.backup({})
  await source.core.close()
  const expected = contentOf(source.profileDir)
  const target = await open()
  expect(await merge(target, path)).toMatchObject({
    added: 6,
    versionsAdded: 6,
    ledgerEntries: 2,
    parted: [],
    done: true,
  })
  expect((await target.core.client.settings.get({})).values['backup.schedule']).toBe('off')
  expect(await target.core.client.custody.verify({})).toMatchObject({ ok: true })
  expect(await target.core.client.wallet.verify({})).toMatchObject({ ok: true })
  const merged = contentOf(target.profileDir)
  expect(merged).toEqual(expected)
  expect(Object.keys(merged).filter((table) => merged[table]?.length === 0)).toEqual(['custody_head'])
  expect(await merge(target, path)).toMatchObject({
    added: 0,
    versionsAdded: 0,
    ledgerEntries: 0,
    parted: [],
    done: true,
  })
  expect(contentOf(target.profileDir)).toEqual(expected)
})

test('logs that have parted are told, and each keeps its own', async () => {
  const source = await used()
  const { path } = await source.core.client.shell.backup({})
  const target = await open()
  const requestId = RequestId.parse(newId())
  const money = { currency: 'EUR', amount: '3' }
  await target.core.client.wallet.record({ type: 'earning', requestId, money, source: 'Bandcamp' })
  expect(await merge(target, path)).toMatchObject({ added: 6, ledgerEntries: 0, parted: ['ledger'] })
  expect(await target.core.client.wallet.verify({})).toMatchObject({ ok: true })
})

test('every table of the library is brought back or known to be left behind', async () => {
  const bench = await open()
  const database = new Database(join(bench.profileDir, 'library.db'), { readonly: true })
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all().map(String)
  database.close()
  const told = [...Object.keys(contentOf(bench.profileDir)), 'asset_tag', 'collection_item']
  expect(names.filter((name) => !leftBehind.test(name) && !told.includes(name))).toEqual([])
})

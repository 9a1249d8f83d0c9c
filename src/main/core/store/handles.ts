import type Database from 'better-sqlite3'

// What a repository may do is in its signature: a function that takes a ReadStore has no way to write, and nobody can
// make a handle but this folder.

declare const readBrand: unique symbol
declare const writeBrand: unique symbol

export type SqlValue = string | number | bigint | Uint8Array | null

export type ReadStatement<Row> = {
  get(...values: SqlValue[]): Row | undefined
  all(...values: SqlValue[]): Row[]
  iterate(...values: SqlValue[]): IterableIterator<Row>
}

export type WriteStatement = { run(...values: SqlValue[]): { changes: number; lastInsertRowid: number | bigint } }

/** Whether cache.db was found damaged since the profile was opened; from then on it is left alone. */
export interface CacheHealth {
  readonly damaged: boolean
  /** The next opening sets the file aside. */
  markDamaged(): void
}

/** Reads of one consistent moment. Valid only inside the callback it was handed to. */
export interface ReadStore {
  readonly [readBrand]: true
  /** A SELECT, prepared once per connection. `Row` is the caller's claim about its columns; a statement that writes is refused. */
  query<Row>(sql: string): ReadStatement<Row>
  /** A SELECT of which only the first column is wanted: lists of a hundred thousand values cost no object each. */
  column<Value extends SqlValue>(sql: string): Pick<ReadStatement<Value>, 'all'>
  readonly cacheHealth: CacheHealth
}

/** Reads and writes inside one transaction; it sees its own writes. */
export interface WriteStore extends ReadStore {
  readonly [writeBrand]: true
  /** INSERT, UPDATE or DELETE without an answer. */
  command(sql: string): WriteStatement
  /** INSERT, UPDATE or DELETE … RETURNING. Read it to its end: an unfinished one holds the transaction open. */
  returning<Row>(sql: string): Pick<ReadStatement<Row>, 'get' | 'all'>
  /** Runs `work` so that a throw undoes only what it did, and is thrown on. */
  savepoint<T>(work: (write: WriteStore) => T): T
}

/** SQLite gave up the whole transaction (a full disk, an I/O error): no savepoint can save the rest. */
export class TransactionLost extends Error {
  override readonly name = 'TransactionLost'
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

/** Throws a TypeError when `work` gives a promise: its later part would run outside the transaction. */
export function runSynchronously<T>(name: string, work: () => T): T {
  const result = work()
  if (isThenable(result)) throw new TypeError(`${name} is asynchronous; a transaction must be synchronous`)
  return result
}

export function isAsyncFunction(work: unknown): boolean {
  return typeof work === 'function' && work.constructor.name === 'AsyncFunction'
}

function statementCache(database: Database.Database): (sql: string) => Database.Statement<SqlValue[], unknown> {
  const cache = new Map<string, Database.Statement<SqlValue[], unknown>>()
  return (sql) => {
    let statement = cache.get(sql)
    if (statement === undefined) {
      statement = database.prepare<SqlValue[], unknown>(sql)
      cache.set(sql, statement)
    }
    return statement
  }
}

/** Handles over one connection. Only the store's own opening code calls this. */
export function createHandles(
  database: Database.Database,
  cacheHealth: CacheHealth,
): { read: ReadStore; write: WriteStore } {
  const prepared = statementCache(database)
  let depth = 0

  const query = <Row>(sql: string): ReadStatement<Row> => {
    const statement = prepared(sql)
    if (!statement.readonly || !statement.reader) throw new TypeError(`not a query: ${sql.slice(0, 80)}`)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row type is a claim about SQL that no checker can read; its repository's test covers it
    return statement as unknown as ReadStatement<Row>
  }
  const plucked = new Map<string, Database.Statement<SqlValue[], unknown>>()
  const column = <Value extends SqlValue>(sql: string): Pick<ReadStatement<Value>, 'all'> => {
    const statement = plucked.get(sql) ?? database.prepare<SqlValue[], unknown>(sql).pluck()
    if (!statement.readonly) throw new TypeError(`not a query: ${sql.slice(0, 80)}`)
    plucked.set(sql, statement)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as in `query`
    return statement as unknown as ReadStatement<Value>
  }
  const command = (sql: string): WriteStatement => {
    const statement = prepared(sql)
    if (statement.readonly || statement.reader) throw new TypeError(`not a command: ${sql.slice(0, 80)}`)
    return statement
  }
  const returning = <Row>(sql: string): Pick<ReadStatement<Row>, 'get' | 'all'> => {
    const statement = prepared(sql)
    if (statement.readonly || !statement.reader) throw new TypeError(`returns nothing: ${sql.slice(0, 80)}`)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as in `query`
    return statement as unknown as ReadStatement<Row>
  }
  const savepoint = <T>(work: (handle: WriteStore) => T): T => {
    if (isAsyncFunction(work)) throw new TypeError('a savepoint must be synchronous')
    const name = `s${++depth}`
    try {
      database.exec(`SAVEPOINT ${name}`)
      const result = runSynchronously('savepoint', () => work(write))
      database.exec(`RELEASE ${name}`)
      return result
    } catch (thrown) {
      if (!database.inTransaction) throw new TransactionLost('the transaction was rolled back', { cause: thrown })
      database.exec(`ROLLBACK TO ${name}; RELEASE ${name}`)
      throw thrown
    } finally {
      depth--
    }
  }

  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a brand exists at compile time only; this is the one place that makes it
  const read = { query, column, cacheHealth } as ReadStore
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a brand, as above
  const write = { query, column, cacheHealth, command, returning, savepoint } as WriteStore
  return { read, write }
}

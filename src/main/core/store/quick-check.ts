import Database from 'better-sqlite3'
import { corruptFailure, isDamage } from './sqlite-failure.ts'

/** How long the check at opening may go on, roughly: the doctor's full check does the rest. */
const budgetMs = 1_000

function firstComplaint(database: Database.Database, table: string): string | null {
  const rows = database.prepare<[], { quick_check: string }>(`PRAGMA main.quick_check('${table}')`).all()
  const first = rows[0]?.quick_check
  return first === undefined || first === 'ok' ? null : first
}

/**
 * Walks every table and its indices through a read-only connection, until all are seen or the time is up, and fails with
 * STORE_CORRUPT at the first complaint. Changes neither the file nor its log.
 */
export function quickCheck(path: string, clock: () => number = () => performance.now()): void {
  let database: Database.Database | null = null
  try {
    database = new Database(path, { readonly: true, fileMustExist: true })
    const until = clock() + budgetMs
    const tables = database
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY rootpage`,
      )
      .all()
    for (const { name } of tables) {
      const complaint = firstComplaint(database, name.replaceAll("'", "''"))
      if (complaint !== null) throw corruptFailure(path, complaint)
      if (clock() > until) return
    }
  } catch (thrown) {
    if (isDamage(thrown) && thrown instanceof Error) throw corruptFailure(path, thrown.message, thrown)
    throw thrown
  } finally {
    database?.close()
  }
}

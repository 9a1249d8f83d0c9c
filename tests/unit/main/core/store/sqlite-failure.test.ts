import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { fileFailure, isDamage, storeFailure } from '../../../../../src/main/core/store/sqlite-failure.ts'
import { Failure } from '../../../../../src/shared/contract/errors.ts'

const raised = (code: string): Error => new Database.SqliteError('as SQLite says', code)
const code = (thrown: unknown): unknown => (thrown instanceof Failure ? [thrown.code, thrown.retryable] : thrown)

describe('failures of the store', () => {
  it('tell a person what to do about what SQLite raised', () => {
    const codes = ['SQLITE_FULL', 'SQLITE_CORRUPT', 'SQLITE_CORRUPT_VTAB', 'SQLITE_NOTADB', 'SQLITE_READONLY_DBMOVED']
    codes.push('SQLITE_IOERR_WRITE', 'SQLITE_CANTOPEN', 'SQLITE_BUSY')
    expect(codes.map((each) => code(storeFailure(raised(each), '/p/library.db')))).toEqual([
      ['DISK_FULL', true],
      ['STORE_CORRUPT', false],
      ['STORE_CORRUPT', false],
      ['STORE_CORRUPT', false],
      ['READ_ONLY', false],
      ['UNAVAILABLE', true],
      ['UNAVAILABLE', true],
      ['UNAVAILABLE', true],
    ])
    expect(storeFailure(raised('SQLITE_FULL'), '/p/library.db')).toMatchObject({
      path: '/p/library.db',
      message: expect.stringContaining('/p/library.db'),
      detail: 'SQLITE_FULL: as SQLite says',
    })
  })

  it('tell the same about what the file system refused', () => {
    const refused = (errno: string): Error => Object.assign(new Error(errno), { code: errno, syscall: 'open' })
    const codes = ['ENOSPC', 'EACCES', 'EROFS', 'EIO']
    expect(codes.map((each) => code(fileFailure(refused(each), '/p')))).toEqual([
      ['DISK_FULL', true],
      ['READ_ONLY', false],
      ['READ_ONLY', false],
      ['UNAVAILABLE', true],
    ])
  })

  it('leave alone what is a mistake in the program', () => {
    const mistakes = [raised('SQLITE_CONSTRAINT_UNIQUE'), new TypeError('x'), 'text', undefined]
    expect(mistakes.map((each) => fileFailure(storeFailure(each, '/p'), '/p'))).toEqual(mistakes)
  })

  it('know damage from a mere refusal', () => {
    const codes = ['SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB', 'SQLITE_FULL', 'SQLITE_BUSY']
    expect(codes.map((each) => isDamage(raised(each)))).toEqual([true, true, false, false])
  })
})

import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyCustody } from '../../../src/main/core/custody/custody-log.ts'
import { lockProfile } from '../../../src/main/core/store/profile-lock.ts'
import { startChild } from './child.ts'
import { openAt, someTime, tempDir } from './temp-store.ts'

const locked = (pid: number) =>
  expect.objectContaining({ code: 'PROFILE_LOCKED', message: expect.stringContaining(`process ${pid}`) })

describe('profile lock', () => {
  it('refuses a second holder at once and names the first, also within one process', () => {
    const dir = tempDir()
    const lock = lockProfile(dir, () => someTime)
    const began = performance.now()
    expect(() => lockProfile(dir, () => someTime)).toThrow(locked(process.pid))
    expect(performance.now() - began).toBeLessThan(500)
    lock.release()
    lock.release()
    lockProfile(dir, () => someTime).release()
  })

  it('writes who holds it and since when, and takes the note away', () => {
    const dir = join(tempDir(), 'not', 'yet', 'there')
    const lock = lockProfile(dir, () => someTime)
    expect(JSON.parse(readFileSync(join(dir, 'lock.json'), 'utf8'))).toEqual({ pid: process.pid, startedAt: someTime })
    lock.release()
    expect([existsSync(join(dir, 'lock.json')), statSync(join(dir, 'lock.db')).size]).toEqual([false, 0])
  })

  it('does not believe a note that a dead program left', () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'lock.json'), JSON.stringify({ pid: 1, startedAt: 0 }))
    lockProfile(dir, () => someTime).release()
  })

  it('still refuses when the note can not be read', () => {
    const dir = tempDir()
    const lock = lockProfile(dir, () => someTime)
    writeFileSync(join(dir, 'lock.json'), '{')
    expect(() => lockProfile(dir, () => someTime)).toThrow(
      expect.objectContaining({
        code: 'PROFILE_LOCKED',
        message: expect.stringContaining('Another META-STAMP is using'),
      }),
    )
    lock.release()
  })

  it('says so when the folder can not be made, and lets go when the note can not be written', () => {
    const dir = tempDir()
    writeFileSync(join(dir, 'file'), '')
    const unavailable = expect.objectContaining({ code: 'UNAVAILABLE', retryable: true })
    expect(() => lockProfile(join(dir, 'file', 'profile'), () => someTime)).toThrow(unavailable)
    mkdirSync(join(dir, 'lock.json'))
    expect(() => lockProfile(dir, () => someTime)).toThrow(unavailable)
    rmdirSync(join(dir, 'lock.json'))
    lockProfile(dir, () => someTime).release()
  })

  it('keeps another process out until it is killed, and lets the next in at once with every acknowledged row', async () => {
    const dir = tempDir()
    let acknowledged = 0
    for (let round = 0; round < 3; round++) {
      const child = startChild('writing-child.ts', [dir])
      expect(await child.nextLine()).toBe('open')
      expect(() => openAt(dir)).toThrow(locked(child.pid))
      for (let i = 0; i < 5 + round * 20; i++) acknowledged = Number(await child.nextLine())
      await child.kill()

      const store = openAt(dir)
      const verified = await verifyCustody(store)
      expect(verified).toMatchObject({ ok: true, broken: null })
      expect(verified.events).toBeGreaterThanOrEqual(acknowledged)
      expect(store.integrityProblems()).toEqual([])
      store.close()
    }
    expect(acknowledged).toBeGreaterThanOrEqual(5 + 25 + 45)
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVault, seal, unseal } from '../../../../../src/main/core/secrets/vault.ts'
import { findSealed, putSealed } from '../../../../../src/main/core/store/secrets.ts'
import { openTemp, someTime } from '../../../../integration/store/temp-store.ts'

const key = new Uint8Array(32).fill(7)
const otherKey = new Uint8Array(32).fill(8)
const refused = expect.objectContaining({ code: 'FORBIDDEN' })
const canary = 'sk-canary-6b1f0a'

describe('seal', () => {
  it('opens under the same key and name, to the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (value, name) => {
        expect(unseal(key, name, seal(key, name, value))).toBe(value)
      }),
    )
  })

  it('does not open under another key or name', () => {
    const sealed = seal(key, 'openai', canary)
    expect(() => unseal(otherKey, 'openai', sealed)).toThrow(refused)
    expect(() => unseal(key, 'anthropic', sealed)).toThrow(refused)
  })

  it('does not open when any bit has changed, or it was cut', () => {
    const { nonce, sealed } = seal(key, 'openai', canary)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Uint8Array.from(sealed, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      expect(() => unseal(key, 'openai', { nonce, sealed: changed })).toThrow(refused)
    }
    for (const length of [0, 15, sealed.length - 1]) {
      expect(() => unseal(key, 'openai', { nonce, sealed: sealed.subarray(0, length) })).toThrow(refused)
    }
  })

  it('never uses a nonce twice for the same secret', () => {
    const nonces = Array.from({ length: 200 }, () => Buffer.from(seal(key, 'a', 'b').nonce).toString('hex'))
    expect(new Set(nonces).size).toBe(200)
  })

  it('wants 32 bytes of key', () => {
    expect(() => seal(new Uint8Array(16), 'a', 'b')).toThrow(RangeError)
  })
})

describe('vault', () => {
  it('keeps, lists, replaces and forgets secrets', () => {
    const vault = createVault({ store: openTemp(), now: () => someTime, vaultKey: key })
    vault.set('openai', 'one')
    vault.set('anthropic', 'two')
    vault.set('openai', 'three')
    expect([vault.names(), vault.get('openai'), vault.get('none')]).toEqual([['anthropic', 'openai'], 'three', null])
    expect([vault.remove('openai'), vault.remove('openai'), vault.names()]).toEqual([true, false, ['anthropic']])
  })

  it('says clearly that another key can not open it, without a trace of the value', () => {
    const store = openTemp()
    createVault({ store, now: () => someTime, vaultKey: key }).set('openai', canary)
    const stranger = createVault({ store, now: () => someTime, vaultKey: otherKey })
    expect(stranger.names()).toEqual(['openai'])
    expect(() => stranger.get('openai')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringMatching(/"openai".*Enter it again/) }),
    )
  })

  it('does not open a sealed value that was copied to another name', () => {
    const store = openTemp()
    const vault = createVault({ store, now: () => someTime, vaultKey: key })
    vault.set('openai', canary)
    store.transaction('copy', (write) => {
      const row = findSealed(write, 'openai')
      if (row !== undefined) putSealed(write, 'other', row, 1)
    })
    expect(() => vault.get('other')).toThrow(refused)
  })

  it('leaves no plaintext in any file of the profile', () => {
    const store = openTemp()
    const vault = createVault({ store, now: () => someTime, vaultKey: key })
    vault.set('openai', canary)
    const traces = (): string[] =>
      readdirSync(store.profileDir).filter((name) => readFileSync(join(store.profileDir, name)).includes(canary))
    store.close()
    expect(traces()).toEqual([])
  })

  it('does not follow when the caller wipes its copy of the key', () => {
    const mine = Uint8Array.from(key)
    const vault = createVault({ store: openTemp(), now: () => someTime, vaultKey: mine })
    vault.set('a', 'b')
    mine.fill(0)
    expect(vault.get('a')).toBe('b')
  })
})

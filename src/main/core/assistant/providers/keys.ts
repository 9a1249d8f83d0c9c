import { z } from 'zod'
import { Failure } from '../../../../shared/contract/errors.ts'
import { isLoopback, type ProviderId, providerNames } from '../../../../shared/domain/assistant-provider.ts'
import type { Vault } from '../../secrets/vault.ts'

// Keys, sealed in the vault together with the origin they were entered for: a changed address does not get the key of another.

export type KeyState = { state: 'none' | 'elsewhere' | 'sealed' } | { state: 'set'; key: string }

export interface Keys {
  of(provider: ProviderId, address: string): KeyState
  /** Fails with BAD_INPUT. */
  save(provider: ProviderId, address: string, key: string): void
  remove(provider: ProviderId): void
}

const Sealed = z.object({ key: z.string(), origin: z.string() })
const nameOf = (provider: ProviderId) => `assistant.key.${provider}`

export function createKeys(vault: Vault): Keys {
  return {
    of: (provider, address) => {
      let text: string | null
      try {
        text = vault.get(nameOf(provider))
      } catch (thrown) {
        if (thrown instanceof Failure && thrown.code === 'FORBIDDEN') return { state: 'sealed' }
        throw thrown
      }
      if (text === null) return { state: 'none' }
      const sealed = Sealed.parse(JSON.parse(text))
      return address !== '' && new URL(address).origin === sealed.origin
        ? { state: 'set', key: sealed.key }
        : { state: 'elsewhere' }
    },
    save: (provider, address, given) => {
      const key = given.trim()
      const name = providerNames[provider]
      // What a header can carry; the message does not repeat what was entered.
      if (!/^[\x21-\x7e]{8,1000}$/.test(key)) {
        throw new Failure(
          'BAD_INPUT',
          `This can't be a key of ${name}: a key is one word of at least eight letters, digits and signs. Copy it again from its page of keys.`,
        )
      }
      if (address === '')
        throw new Failure('BAD_INPUT', `Enter the address of ${name} first: a key belongs to one address.`)
      if (!address.startsWith('https://') && !isLoopback(address)) {
        throw new Failure(
          'BAD_INPUT',
          `The address of ${name} begins with http://, where everyone on the way could read the key. Change it to https:// first.`,
        )
      }
      vault.set(nameOf(provider), JSON.stringify({ key, origin: new URL(address).origin }))
    },
    remove: (provider) => void vault.remove(nameOf(provider)),
  }
}

import { expect, test } from 'vitest'
import { externalAddress } from '../../../../src/main/hosts/external-address.ts'
import { hostileAddresses } from '../../../fakes/electron/hostile-addresses.ts'

test('more than 150 hostile addresses of more than 60 schemes are refused: none may start a program', () => {
  const schemes = new Set(hostileAddresses.map((address) => address.split(':')[0]))
  expect({
    through: hostileAddresses.filter((address) => externalAddress(address) !== null),
    enough: hostileAddresses.length > 150 && schemes.size > 60,
  }).toEqual({ through: [], enough: true })
})

test('values that are no text are refused', () => {
  const values = [
    null,
    undefined,
    1,
    {},
    [],
    ['https://example.org/'],
    new URL('https://example.org/'),
    { toString: () => 'https://a.b/' },
  ]
  expect(values.map(externalAddress)).toEqual(values.map(() => null))
})

test('honest web and mail addresses pass, in their normal form', () => {
  const honest = [
    'https://example.org',
    'HTTPS://Example.ORG/a?b=c#d',
    'https://example.org:8443/a%20b',
    'https://müller.example/',
    'mailto:help@example.org',
    'mailto:help@example.org?subject=A%20b&body=c&cc=d@example.org',
  ]
  expect(honest.map(externalAddress)).toEqual([
    'https://example.org/',
    'https://example.org/a?b=c#d',
    'https://example.org:8443/a%20b',
    'https://xn--mller-kva.example/',
    'mailto:help@example.org',
    'mailto:help@example.org?subject=A%20b&body=c&cc=d@example.org',
  ])
})

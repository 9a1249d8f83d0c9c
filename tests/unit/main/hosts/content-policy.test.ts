import { expect, test } from 'vitest'
import { contentPolicy, mediaPolicy, securityHeaders } from '../../../../src/main/hosts/content-policy.ts'

const directives = (policy: string) =>
  Object.fromEntries(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]))

test('the policy is this one; a loosened directive must be argued for here', () => {
  expect(directives(contentPolicy({ media: ['asset:'], connect: ['ws://127.0.0.1:1'] }))).toEqual({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'blob:', 'asset:'],
    'media-src': ["'self'", 'blob:', 'asset:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", 'ws://127.0.0.1:1'],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ["'none'"],
  })
  expect(contentPolicy()).not.toMatch(/unsafe|\*|https?:|data:/)
})

test("a creator's file runs nothing", () => {
  expect(directives(mediaPolicy)).toMatchObject({ 'default-src': ["'none'"], sandbox: [] })
})

test('every feature is denied but writing to the clipboard', () => {
  const policy = securityHeaders('')['permissions-policy'] ?? ''
  const granted = policy.split(', ').filter((entry) => !entry.endsWith('=()'))
  expect(granted).toEqual(['clipboard-write=(self)'])
})

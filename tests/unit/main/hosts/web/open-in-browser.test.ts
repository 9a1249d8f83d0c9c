import { expect, test } from 'vitest'
import { openerFor } from '../../../../../src/main/hosts/web/open-in-browser.ts'

test('the address is one argument of a program, never a word of a shell', () => {
  const address = 'https://example.com/?a=1&calc.exe|x'
  const openers = ['linux', 'freebsd', 'darwin', 'win32'].map((platform) => openerFor(platform, address))
  expect(openers).toEqual([
    { command: 'xdg-open', args: [address] },
    { command: 'xdg-open', args: [address] },
    { command: 'open', args: [address] },
    { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', address] },
  ])
})

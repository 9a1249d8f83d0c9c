import { expect, test } from 'vitest'
import { browseRoots } from '../../../../../src/main/hosts/web/browse-roots.ts'

test('home comes first, the whole computer last, and only places that exist are offered', async () => {
  const among =
    (...paths: string[]) =>
    (path: string) =>
      Promise.resolve(paths.includes(path))
  const roots = await Promise.all([
    browseRoots({ platform: 'linux', home: '/home/me', user: 'me' }, among('/home/me', '/media/me', '/')),
    browseRoots({ platform: 'darwin', home: '/Users/me', user: 'me' }, among('/Users/me', '/Volumes', '/')),
    browseRoots({ platform: 'win32', home: 'C:\\Users\\me', user: 'me' }, among('C:\\Users\\me', 'C:\\', 'E:\\', '/')),
  ])
  expect(roots.map((list) => list.map(({ name, path }) => `${name} ${path}`))).toEqual([
    ['Home /home/me', 'Drives /media/me', 'Computer /'],
    ['Home /Users/me', 'Drives /Volumes', 'Computer /'],
    ['Home C:\\Users\\me', 'Drive C: C:\\', 'Drive E: E:\\'],
  ])
})

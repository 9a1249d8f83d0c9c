import { expect, test } from 'vitest'
import { defaultProfileDir } from '../../../../src/main/hosts/profile-dir.ts'

test('each platform has its own place, and a relative one from the environment is ignored', () => {
  const windows = { platform: 'win32', home: 'C:\\Users\\me' }
  const linux = { platform: 'linux', home: '/home/me' }
  expect([
    defaultProfileDir({ ...windows, env: { LOCALAPPDATA: 'D:\\Data' } }),
    defaultProfileDir({ ...windows, env: {} }),
    defaultProfileDir({ ...windows, env: { LOCALAPPDATA: 'Data' } }),
    defaultProfileDir({ platform: 'darwin', home: '/Users/me', env: { XDG_DATA_HOME: '/x' } }),
    defaultProfileDir({ ...linux, env: { XDG_DATA_HOME: '/data' } }),
    defaultProfileDir({ ...linux, env: {} }),
    defaultProfileDir({ ...linux, env: { XDG_DATA_HOME: 'data' } }),
    defaultProfileDir({ ...linux, env: { XDG_DATA_HOME: '' } }),
  ]).toEqual([
    'D:\\Data\\META-STAMP',
    'C:\\Users\\me\\AppData\\Local\\META-STAMP',
    'C:\\Users\\me\\AppData\\Local\\META-STAMP',
    '/Users/me/Library/Application Support/META-STAMP',
    '/data/metastamp',
    '/home/me/.local/share/metastamp',
    '/home/me/.local/share/metastamp',
    '/home/me/.local/share/metastamp',
  ])
})

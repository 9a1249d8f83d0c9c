import { expect, test } from 'vitest'
import { chosenProfileDir } from '../../../../src/main/hosts/electron/profile-choice.ts'

const surroundings = (env: Record<string, string> = {}) => ({ platform: 'linux', env, home: '/home/ada' })

test('the switch comes before the environment, the environment before the platform; relative places count from here', () => {
  const choose = (argv: string[], env: Record<string, string> = {}) =>
    chosenProfileDir(argv, surroundings(env), '/here')
  expect({
    switch: choose(['electron', '--profile', '/p'], { METASTAMP_PROFILE: '/e' }),
    joined: choose(['electron', '--profile=sub'], {}),
    environment: choose(['electron'], { METASTAMP_PROFILE: '/e' }),
    empty: choose(['electron', '--profile='], { METASTAMP_PROFILE: '' }),
    missing: choose(['electron', '--profile']),
  }).toEqual({
    switch: '/p',
    joined: '/here/sub',
    environment: '/e',
    empty: '/home/ada/.local/share/metastamp',
    missing: '/home/ada/.local/share/metastamp',
  })
})

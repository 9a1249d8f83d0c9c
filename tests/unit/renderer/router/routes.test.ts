import { describe, expect, it } from 'vitest'
import { parseRoute, pathOf, settingsSections } from '../../../../src/renderer/router/routes.ts'

const id = '019a8f2e-1c00-7abc-8def-0123456789ab'

describe('routes', () => {
  it('reads every address of the page', () => {
    const addresses = [
      '/',
      '/index.html',
      '/library/',
      '/library?kind=image',
      '/activity',
      '/settings',
      '/settings/media',
      `/work/${id}#x`,
    ]
    expect(addresses.map(parseRoute)).toEqual([
      { name: 'home' },
      { name: 'home' },
      { name: 'library' },
      { name: 'library' },
      { name: 'activity' },
      { name: 'settings', section: 'appearance' },
      { name: 'settings', section: 'media' },
      { name: 'work', assetId: id },
    ])
  })

  it('has an answer for every other: nothing of an address reaches the core unparsed', () => {
    const addresses = ['/work', '/work/1', `/work/${id}/x`, '/work/../library', '/settings/none', '/library/x', '/none']
    expect(addresses.map((address) => parseRoute(address).name)).toEqual(addresses.map(() => 'unknown'))
  })

  it('writes addresses that it reads back', () => {
    const routes = [
      '/',
      '/library',
      '/activity',
      '/check',
      `/work/${id}`,
      '/matches',
      `/matches/${id}`,
      '/value',
      '/wallet',
      '/wallet/splits',
      `/value/${id}`,
      '/none/at/all',
      ...settingsSections.map((s) => `/settings/${s}`),
    ].map(parseRoute)
    expect(routes.map(pathOf).map(parseRoute)).toEqual(routes)
  })
})

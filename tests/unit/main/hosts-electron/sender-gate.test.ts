import { expect, test } from 'vitest'
import { isAppAddress, mayRequest } from '../../../../src/main/hosts/electron/addresses.ts'
import { isOurPage } from '../../../../src/main/hosts/electron/sender-gate.ts'

const page = {
  frameToken: 'a',
  origin: 'app://metastamp',
  url: 'app://metastamp/library',
  detached: false,
  parent: null,
}

test('only the main frame that shows our page now may be listened to', () => {
  expect({
    page: isOurPage({ ...page }, page),
    missing: isOurPage(null, page),
    noWindow: isOurPage(page, null),
    subFrame: isOurPage({ ...page, parent: page }, page),
    detached: isOurPage({ ...page, detached: true }, page),
    otherFrame: isOurPage({ ...page, frameToken: 'b' }, page),
    foreignOrigin: isOurPage({ ...page, origin: 'https://evil.example' }, page),
    opaqueOrigin: isOurPage({ ...page, origin: 'null' }, page),
    lookalike: isOurPage({ ...page, url: 'app://metastamp.evil/' }, page),
    errorPage: isOurPage({ ...page, url: 'chrome-error://chromewebdata/' }, page),
  }).toEqual({
    page: true,
    missing: false,
    noWindow: false,
    subFrame: false,
    detached: false,
    otherFrame: false,
    foreignOrigin: false,
    opaqueOrigin: false,
    lookalike: false,
    errorPage: false,
  })
})

test('an address that merely resembles ours is not ours', () => {
  const ours = ['app://metastamp/', 'app://metastamp', 'app://metastamp/work/1?a=b#c']
  const others = [
    'app://metastamp.evil/',
    'app://evil/metastamp',
    'app://user@metastamp/',
    'app://user:pw@metastamp/',
    'app://metastamp:1/',
    'app:metastamp/',
    'apps://metastamp/',
    'asset://metastamp/',
    'https://metastamp/',
    'javascript:app://metastamp/',
    '',
    'app',
  ]
  expect({ ours: ours.filter(isAppAddress), others: others.filter(isAppAddress) }).toEqual({ ours, others: [] })
})

test('a request may reach the page, media and own blobs, nothing else', () => {
  const may = ['app://metastamp/a.js', 'asset://media/x', 'blob:app://metastamp/1-2']
  const mayNot = [
    'https://a.b/',
    'http://127.0.0.1/',
    'ws://a/',
    'file:///etc/passwd',
    'data:image/png,x',
    'blob:https://a.b/1',
    'blob:null/1',
    'asset://evil/',
    'x',
  ]
  expect([...may, ...mayNot].filter(mayRequest)).toEqual(may)
})

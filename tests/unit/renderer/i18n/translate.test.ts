import { describe, expect, it } from 'vitest'
import type { MessageKey } from '../../../../src/renderer/i18n/messages/en.ts'
import { en } from '../../../../src/renderer/i18n/messages/en.ts'
import { createTranslate, directionOf } from '../../../../src/renderer/i18n/translate.ts'

const keys = Object.keys(en).filter((key): key is MessageKey => key in en)
/** A value for each argument any message names. */
const values = Object.fromEntries(
  keys.flatMap((key) => [...en[key].matchAll(/\{(\w+)/g)].map(([, name]) => [name ?? '', 3] as const)),
)

describe('translate', () => {
  it('formats each message in each language: a brace out of place would only show on its screen', () => {
    for (const language of ['en', 'en-XA', 'ar-XB'] as const) {
      const t = createTranslate(language)
      const broken = keys.filter((key) => {
        try {
          return t(key, values).trim() === '' && en[key].trim() !== ''
        } catch {
          return true
        }
      })
      expect({ language, broken }).toEqual({ language, broken: [] })
    }
  })

  it('chooses plurals', () => {
    const t = createTranslate('en')
    expect([0, 1, 2000].map((count) => t('common.works', { count }))).toEqual(['0 works', '1 work', '2,000 works'])
    expect(t('toast.batchDone', { ready: 3, failed: 1 })).toBe('3 works protected · 1 needs you')
    expect(t('toast.batchDone', { ready: 0, failed: 0 })).toBe('Nothing new to protect')
  })

  it('leaves arguments alone in the made-up languages and changes everything else', () => {
    expect(createTranslate('en-XA')('activity.of', { done: 'Ilse', found: 4 })).toMatch(/^Ilse öƒ ~*4$|^Ilse .*4$/)
    expect(createTranslate('ar-XB')('nav.library')).toBe('\u200f\u202eLibrary\u202c\u200f')
    const untouched = keys.filter(
      (key) =>
        /[a-z]{3}/.test(en[key].replace(/\{[^}]*\}?/g, '')) &&
        createTranslate('en-XA')(key, values) === createTranslate('en')(key, values),
    )
    expect(untouched).toEqual([])
    expect([directionOf('en'), directionOf('ar-XB')]).toEqual(['ltr', 'rtl'])
  })
})

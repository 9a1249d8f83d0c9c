import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageKey } from './messages/en.ts'
import { en } from './messages/en.ts'
import { accented, mapLiterals, mirrored } from './pseudo.ts'

export type Language = 'en' | 'en-XA' | 'ar-XB'
export type MessageValues = Readonly<Record<string, string | number>>
export type Translate = (key: MessageKey, values?: MessageValues) => string

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar-XB' ? 'rtl' : 'ltr')

function compile(key: MessageKey, language: Language, numberLocale: string): IntlMessageFormat {
  const parse = IntlMessageFormat.__parse
  if (parse === undefined) throw new Error('this build of intl-messageformat brings no parser')
  const ast = parse(en[key], { ignoreTag: true })
  // Plural rules are English's in each language made from it; only figures follow the person's locale.
  const locales = numberLocale.startsWith('en') ? numberLocale : 'en'
  if (language === 'en-XA') return new IntlMessageFormat(mapLiterals(ast, accented), locales)
  if (language === 'ar-XB') return new IntlMessageFormat(mapLiterals(ast, mirrored), locales)
  return new IntlMessageFormat(ast, locales)
}

/** The catalogue's reader for a language. Messages are parsed when first used and kept. */
export function createTranslate(language: Language, numberLocale = 'en'): Translate {
  const compiled = new Map<MessageKey, IntlMessageFormat>()
  return (key, values) => {
    let message = compiled.get(key)
    if (message === undefined) {
      message = compile(key, language, numberLocale)
      compiled.set(key, message)
    }
    const text = message.format(values)
    return typeof text === 'string' ? text : String(text)
  }
}

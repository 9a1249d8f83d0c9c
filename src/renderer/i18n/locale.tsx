import { Direction } from 'radix-ui'
import type { ReactNode } from 'react'
import { createContext, useContext, useLayoutEffect, useMemo } from 'react'
import type { Formatters } from './format.ts'
import { createFormatters } from './format.ts'
import type { Language, Translate } from './translate.ts'
import { createTranslate, directionOf } from './translate.ts'

type Locale = { language: Language; direction: 'ltr' | 'rtl'; t: Translate; format: Formatters }

const LocaleContext = createContext<Locale | null>(null)

/** Gives the tree its language; sets `lang` and `dir` on the document. */
export function LocaleProvider({ language, children }: { language: Language; children: ReactNode }) {
  const locale = useMemo<Locale>(() => {
    const personal = navigator.languages[0] ?? 'en'
    return {
      language,
      direction: directionOf(language),
      t: createTranslate(language, personal),
      format: createFormatters(personal),
    }
  }, [language])
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = locale.direction
  }, [language, locale.direction])
  return (
    <Direction.Provider dir={locale.direction}>
      <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>
    </Direction.Provider>
  )
}

function useLocale(): Locale {
  const locale = useContext(LocaleContext)
  if (locale === null) throw new Error('no LocaleProvider above this component')
  return locale
}

export const useT = (): Translate => useLocale().t
export const useFormat = (): Formatters => useLocale().format
export const useDirection = (): 'ltr' | 'rtl' => useLocale().direction

import { useEffect, useSyncExternalStore } from 'react'
import { z } from 'zod'
import type { Settings } from '../../shared/contract/settings.ts'
import { settingSchemas } from '../../shared/contract/settings.ts'
import type { Language } from '../i18n/translate.ts'

// How the page looks, resolved from the settings and what the system prefers. The last choice is kept in this browser
// so that the first paint is already in the right clothes; the core's settings stay the truth.

const Choice = z.object({
  theme: settingSchemas['appearance.theme'],
  contrast: settingSchemas['appearance.contrast'],
  motion: settingSchemas['appearance.motion'],
  locale: settingSchemas['appearance.locale'],
})
export type Choice = z.infer<typeof Choice>

export type SystemPreference = { dark: boolean; moreContrast: boolean; lessMotion: boolean }
export type Appearance = { theme: 'light' | 'dark'; contrast: 'normal' | 'high'; motion: 'full' | 'reduced' }

const atRest: Choice = { theme: 'system', contrast: 'system', motion: 'system', locale: 'system' }
const storageKey = 'metastamp.appearance'

export function choiceOf(values: Settings): Choice {
  return {
    theme: values['appearance.theme'],
    contrast: values['appearance.contrast'],
    motion: values['appearance.motion'],
    locale: values['appearance.locale'],
  }
}

export function resolveAppearance(choice: Choice, system: SystemPreference): Appearance {
  return {
    theme: choice.theme === 'system' ? (system.dark ? 'dark' : 'light') : choice.theme,
    contrast: choice.contrast === 'system' ? (system.moreContrast ? 'high' : 'normal') : choice.contrast,
    motion: choice.motion === 'system' ? (system.lessMotion ? 'reduced' : 'full') : choice.motion,
  }
}

/** English is the one language there is so far, besides those made from it. */
export const languageOf = (choice: Choice): Language => (choice.locale === 'system' ? 'en' : choice.locale)

export function rememberedChoice(): Choice {
  try {
    const parsed = Choice.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    return parsed.success ? parsed.data : atRest
  } catch {
    return atRest
  }
}

const media = {
  dark: '(prefers-color-scheme: dark)',
  moreContrast: '(prefers-contrast: more)',
  lessMotion: '(prefers-reduced-motion: reduce)',
}

export function systemPreference(): SystemPreference {
  return {
    dark: matchMedia(media.dark).matches,
    moreContrast: matchMedia(media.moreContrast).matches,
    lessMotion: matchMedia(media.lessMotion).matches,
  }
}

export function applyAppearance({ theme, contrast, motion }: Appearance): void {
  const { dataset } = document.documentElement
  dataset['theme'] = theme
  dataset['contrast'] = contrast
  dataset['motion'] = motion
}

function subscribeSystem(listener: () => void): () => void {
  const lists = Object.values(media).map((query) => matchMedia(query))
  for (const list of lists) list.addEventListener('change', listener)
  return () => {
    for (const list of lists) list.removeEventListener('change', listener)
  }
}

/** Keeps the document's clothes in step with settings and system. Returns what is worn. */
export function useAppearance(choice: Choice): Appearance {
  // As one string, so that React can tell whether the system has changed its mind.
  useSyncExternalStore(subscribeSystem, () => JSON.stringify(systemPreference()))
  const appearance = resolveAppearance(choice, systemPreference())
  // Writing the same again does nothing, so this may follow every render.
  useEffect(() => {
    applyAppearance(appearance)
    try {
      localStorage.setItem(storageKey, JSON.stringify(choice))
    } catch {
      // Without storage the first paint may be in the system's theme; nothing else is lost.
    }
  })
  return appearance
}

import type { Section } from './section.ts'

/** In the order of the page. Loaded on need. */
export const sections: Readonly<Record<string, () => Promise<Section>>> = {
  pictures: async () => (await import('./pictures/pictures.ts')).pictures,
  sounds: async () => (await import('./sounds/sounds.ts')).sounds,
  film: async () => (await import('./film/film.ts')).film,
  text: async () => (await import('./text/text.ts')).text,
}

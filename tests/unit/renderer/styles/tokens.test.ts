import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

// A colour that is changed by eye and can no longer be read by everyone.

type Tokens = Record<string, string>
const css = readFileSync(new URL('../../../../src/renderer/styles/tokens.css', import.meta.url), 'utf8')

function tokensOf(...selectors: string[]): Tokens {
  const tokens: Tokens = {}
  for (const selector of selectors) {
    const start = css.indexOf(`\n${selector} {`)
    if (start === -1) throw new Error(`no block ${selector}`)
    for (const [, name, value] of css.slice(start, css.indexOf('}', start)).matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)) {
      if (name !== undefined && value !== undefined) tokens[name] = value
    }
  }
  return tokens
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) throw new Error('a token is missing')
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const dark = '[data-theme="dark"]'
const high = '[data-contrast="high"]'
const clothes = {
  light: tokensOf(':root'),
  dark: tokensOf(':root', dark),
  'light, high contrast': tokensOf(':root', high),
  'dark, high contrast': tokensOf(':root', dark, high, `${dark}${high}`),
}

for (const [name, tokens] of Object.entries(clothes)) {
  it(`${name}: each text colour can be read on each surface`, () => {
    const least = name.includes('high') ? 7 : 4.5
    const texts = ['ink', 'muted', 'faint', 'seal-text', 'working', 'needs', 'matched']
    const pairs = [
      ...texts.flatMap((text) =>
        ['paper', 'raised', 'sunken', 'hover'].map((surface) => [text, surface, least] as const),
      ),
      ['on-seal', 'seal', 4.5] as const,
      ['on-seal', 'seal-hover', 4.5] as const,
      ['on-ink', 'ink', least] as const,
      ['working', 'working-wash', 4.5] as const,
      ['needs', 'needs-wash', 4.5] as const,
      ['matched', 'matched-wash', 4.5] as const,
    ]
    const faint = pairs
      .map(([text, surface, wanted]) => ({ text, surface, wanted, is: contrast(tokens[text], tokens[surface]) }))
      .filter(({ is, wanted }) => is < wanted)
    expect(faint).toEqual([])
  })
}

it('no surface and no ink is pure white or black', () => {
  expect(
    Object.values(clothes)
      .flatMap((tokens) => Object.values(tokens))
      .filter((hex) => hex === '#ffffff' || hex === '#000000'),
  ).toEqual([])
})

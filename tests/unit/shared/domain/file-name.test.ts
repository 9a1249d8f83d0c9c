import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanFileName, maxFileNameBytes, utf8Length } from '../../../../src/shared/domain/file-name.ts'

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        'con',
        'AUX',
        'lpt1',
        '.',
        '..',
        ' ',
        '/',
        '\\',
        ':',
        '\0',
        '\u202e',
        'é',
        'e\u0301',
        '👩‍👩‍👧',
        '\ud800',
        '.png',
        'a',
      ),
      {
        maxLength: 120,
      },
    )
    .map((parts) => parts.join('')),
)

describe('any name at all', () => {
  test('becomes one that every file system takes', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const cleaned = cleanFileName(name)
        expect(cleaned).not.toMatch(/[\p{Cc}\p{Cs}<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/u)
        expect(cleaned).not.toMatch(/^\s|[\s.]$/u)
        expect(cleaned).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)/i)
        expect(['', '.', '..']).not.toContain(cleaned)
        expect(new TextEncoder().encode(cleaned).byteLength).toBeLessThanOrEqual(maxFileNameBytes)
        expect(cleaned.normalize('NFC')).toBe(cleaned)
      }),
      { numRuns: 3000 },
    )
  })

  test('is not changed by cleaning it again', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(cleanFileName(cleanFileName(name))).toBe(cleanFileName(name))
      }),
      { numRuns: 3000 },
    )
  })

  test('has the length in bytes that an encoder counts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).byteLength)
      }),
    )
  })
})

test('names as people have them', () => {
  const long = 'x'.repeat(300)
  const names = {
    'cover.png': 'cover.png',
    'Übermut – Größe 4.flac': 'Übermut – Größe 4.flac',
    '日本語 (最終).mp4': '日本語 (最終).mp4',
    'album/cd 1/01.mp3': '01.mp3',
    'C:\\Users\\me\\a.txt': 'a.txt',
    '../../etc/passwd': 'passwd',
    'what? "really": <yes>|*.png': 'what_ _really__ _yes___.png',
    CON: '_CON',
    'nul.tar.gz': '_nul.tar.gz',
    'con .png': '_con .png',
    'COM¹.txt': '_COM¹.txt',
    'console.log': 'console.log',
    '.gitignore': '.gitignore',
    'trailing. . ': 'trailing',
    '  leading.png': 'leading.png',
    'photo\u202egnp.exe': 'photognp.exe',
    'tab\there\n.png': 'tabhere.png',
    'e\u0301.png': 'é.png',
    'half\ud83d.png': 'half.png',
    '..／..／x': '.._.._x',
    '/': 'untitled',
    '': 'untitled',
    '...': 'untitled',
    '\u0000': 'untitled',
    [`${long}.jpeg`]: `${'x'.repeat(250)}.jpeg`,
    [`${'é'.repeat(200)}.png`]: `${'é'.repeat(125)}.png`,
    [`${'👩‍👩‍👧'.repeat(20)}.png`]: `${'👩‍👩‍👧'.repeat(13)}.png`,
    [`con${' '.repeat(300)}x`]: '_con',
    [`a.${long}`]: `a.${'x'.repeat(253)}`,
  }
  expect(Object.fromEntries(Object.keys(names).map((name) => [name, cleanFileName(name)]))).toEqual(names)
})

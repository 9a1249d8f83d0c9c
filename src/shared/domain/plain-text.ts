// Text that came from outside, made harmless to read: no characters that are not seen, or that make others be seen elsewhere.

/** Controls other than tab and line feed; marks and overrides of direction; joiners nobody sees; the invisible copy of ASCII ("tags"); variation selectors beyond the common. */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu

/** The text without unseen characters. Line breaks become line feeds; with `oneLine`, blanks. */
export function plainText(text: string, { oneLine = false } = {}): string {
  const lines = text.replace(/\r\n?/g, '\n').toWellFormed().replace(unseen, '')
  return (oneLine ? lines.replace(/\s+/gu, ' ') : lines).trim()
}

/** At most `most` characters (code points), with an ellipsis where it was cut. */
export function shortened(text: string, most: number): string {
  // Twice as many units hold at least as many characters: no need to take apart what is much longer.
  const characters = [...text.slice(0, most * 2 + 2)]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

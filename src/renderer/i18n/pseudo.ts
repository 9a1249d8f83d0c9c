import type { IntlMessageFormat } from 'intl-messageformat'

// Two languages nobody speaks, made from English: one longer and accented, one written from right to left. They show
// what is cut off, what is not in the catalogue and what is laid out by left and right instead of start and end.

export type Ast = ReturnType<NonNullable<typeof IntlMessageFormat.__parse>>
type Node = Ast[number]

const accents: Readonly<Record<string, string>> = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, index) => [
    letter,
    [...'åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ'][index] ?? letter,
  ]),
)

/** Accents each letter and lengthens by about a third, between brackets that show where a text is cut. */
export function accented(text: string): string {
  const letters = text.replace(/[a-zA-Z]/g, (letter) => accents[letter] ?? letter)
  const words = text.split(/\s+/).filter((word) => /[a-zA-Z]/.test(word)).length
  return words === 0 ? letters : `${letters}${'~'.repeat(Math.ceil(text.length / 3))}`
}

/** Wraps each word so that it is written from right to left. */
export function mirrored(text: string): string {
  return text.replace(/\S+/g, (word) => `\u200f\u202e${word}\u202c\u200f`)
}

/** The message with `change` applied to what people read; arguments and plural rules stay. */
export function mapLiterals(ast: Ast, change: (text: string) => string): Ast {
  return ast.map((node: Node): Node => {
    if ('options' in node) {
      const options = Object.fromEntries(
        Object.entries(node.options).map(([name, option]) => [
          name,
          { ...option, value: mapLiterals(option.value, change) },
        ]),
      )
      return { ...node, options }
    }
    // 0 is the parser's number for plain text; its enumeration is not part of this package's surface.
    const type: number = node.type
    return 'value' in node && type === 0 ? { ...node, value: change(node.value) } : node
  })
}

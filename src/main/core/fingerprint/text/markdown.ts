import { decodeEntities } from './entities.ts'

// What a reader sees of a Markdown text (CommonMark and the tables, footnotes and task lists that most readers add): markup goes, words stay.

/** Carried from piece to piece of one text. */
export type MarkdownState = { fence: string | null; beginning: boolean }

export function markdownStart(): MarkdownState {
  return { fence: null, beginning: true }
}

const fence = /^ {0,3}(?:> ?)*(`{3,}|~{3,})([^`]*)$/
const definition = /^ {0,3}\[[^\]^\n][^\]\n]*\]:\s*\S+(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*$/
const rule = /^ {0,3}(?:(?:[-*_][ \t]*){3,}|=+[ \t]*)$/
const tableRule = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
const lineStart = /^(?:[ \t]*>)*[ \t]*(?:[-+*][ \t]+(?:\[[ xX]\][ \t]+)?)?(?:#{1,6}(?=[ \t]|$))?/

/** Front matter at the beginning of a file: YAML between --- lines, TOML between +++ lines. */
const frontMatter = /^(---|\+\+\+)[ \t]*\r?\n[\s\S]{0,20000}?\r?\n\1[ \t]*(?:\r?\n|$)/

/** The text without markup. `state` goes on to the next piece; a piece should end with a line. */
export function stripMarkdown(piece: string, state: MarkdownState): string {
  const text = state.beginning ? piece.replace(frontMatter, '') : piece
  state.beginning = false
  const blocks: string[] = []
  let prose: string[] = []
  const endProse = (): void => {
    if (prose.length > 0) blocks.push(stripInline(prose.join('\n')))
    prose = []
  }
  for (const line of text.split(/\r\n?|\n/)) {
    const fenced = fence.exec(line)
    if (state.fence !== null) {
      const closes = fenced?.[1]?.startsWith(state.fence) === true && fenced[2]?.trim() === ''
      if (closes) state.fence = null
      else blocks.push(line)
    } else if (fenced?.[1] !== undefined) {
      endProse()
      state.fence = fenced[1]
    } else if (rule.test(line) || tableRule.test(line) || definition.test(line)) prose.push('')
    else prose.push(line.replace(lineStart, ''))
  }
  endProse()
  return blocks.join('\n')
}

/** A comment that does not end is text. Searched by hand: a regular expression would try each of a million beginnings to the end. */
function withoutComments(text: string): string {
  let out = ''
  let from = 0
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', start + 4)
    if (end < 0) break
    out += `${text.slice(from, start)} `
    from = end + 3
  }
  return out + text.slice(from)
}

/** Emphasis, links, images, code marks, tags, entities and escapes of a run of lines. */
function stripInline(text: string): string {
  // What stands in code or behind a backslash is no markup: it waits in a list, and private-use characters hold its place.
  const kept: string[] = []
  const keep = (literal: string): string => `\ue000${kept.push(literal) - 1}\ue001`
  const stripped = withoutComments(text)
    .replace(/[\ue000\ue001]/g, ' ')
    .replace(/(?<!`)(`+)(?!`)([^]{0,2000}?[^`])\1(?!`)/g, (_all, _ticks: string, code: string) => keep(code))
    .replace(/\\([!-/:-@[-`{-~])/g, (_all, escaped: string) => keep(escaped))
    .replace(/<(?:https?:|mailto:)([^\s<>]*)>/gi, (_all, target: string) => keep(target))
    .replace(/<\/?[a-z][^<>]{0,2000}>/gi, '')
    .replace(/!\[[^[\]]{0,2000}\](?:\([^()]{0,2000}(?:\([^()]{0,500}\)[^()]{0,500})?\)|\[[^\]]{0,200}\])/g, '')
    .replace(/\[\^([^\]\s]{1,200})\]:?/g, '$1')
    .replace(/\[([^[\]]{0,2000})\](?:\([^()]{0,2000}(?:\([^()]{0,500}\)[^()]{0,500})?\)|\[[^\]]{0,200}\])/g, '$1')
    .replace(/\*+|~~/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
  return decodeEntities(stripped).replace(/\ue000(\d+)\ue001/g, (_all, index: string) => kept[Number(index)] ?? '')
}

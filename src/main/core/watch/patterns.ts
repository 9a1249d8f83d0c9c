import { isOsDropping, ignoredFolders } from '../intake/walk.ts'

// Which paths of a root belong to it, pure. The patterns are those of a .gitignore file, read without regard to case:
//   *.psd      any file or folder of that name, at any depth
//   drafts/    folders only
//   /exports   at the top of the root only; so is every pattern with a slash inside
//   a/**/b     any folders between
//   !keep.png  takes back what an earlier line left out

export type Verdict = { taken: true } | { taken: false; by: string | null }

export type Matcher = {
  /** Whether a folder is looked into. `path` is relative to the root, with forward slashes. */
  folder(path: string): Verdict
  file(path: string): Verdict
  /** Patterns that decided nothing so far. */
  unused(): string[]
}

type Rule = { text: string; negated: boolean; foldersOnly: boolean; test: RegExp; used: boolean }

/** Names that are left out whatever the patterns say, for people. */
export const alwaysLeftOut: readonly string[] = [
  ...[...ignoredFolders].map((name) => `${name}/`),
  '.DS_Store',
  'Thumbs.db',
  'desktop.ini',
  '._*',
  '~$*',
  '.~lock.*',
]

/**
 * With `include`, a file must meet one of its patterns; folders are looked into all the same, unless a pattern of `exclude`
 * leaves them out. The last pattern of `exclude` that a path meets decides.
 */
export function createMatcher(include: readonly string[], exclude: readonly string[]): Matcher {
  const wanted = include.map(compile)
  const unwanted = exclude.map(compile)

  const leftOutBy = (path: string, isFolder: boolean): Rule | undefined => {
    let last: Rule | undefined
    for (const rule of unwanted) {
      if ((rule.foldersOnly && !isFolder) || !rule.test.test(path)) continue
      rule.used = true
      last = rule
    }
    return last?.negated === true ? undefined : last
  }

  return {
    folder(path) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      if (ignoredFolders.has(name)) return { taken: false, by: `${name}/` }
      const rule = leftOutBy(normal(path), true)
      return rule === undefined ? { taken: true } : { taken: false, by: rule.text }
    },
    file(path) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      if (isOsDropping(name)) return { taken: false, by: name }
      const key = normal(path)
      const rule = leftOutBy(key, false)
      if (rule !== undefined) return { taken: false, by: rule.text }
      if (wanted.length === 0) return { taken: true }
      const met = wanted.find((each) => each.test.test(key) || (each.foldersOnly && insideOf(each, key)))
      if (met === undefined) return { taken: false, by: null }
      met.used = true
      return { taken: true }
    },
    unused: () => [...wanted, ...unwanted].filter(({ used }) => !used).map(({ text }) => text),
  }
}

/** An included folder means what is in it. */
function insideOf(rule: Rule, path: string): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    if (rule.test.test(path.slice(0, at))) return true
  }
  return false
}

function normal(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

function compile(text: string): Rule {
  const negated = text.startsWith('!')
  const body = (negated ? text.slice(1) : text).replaceAll('\\', '/')
  const foldersOnly = body.endsWith('/')
  const trimmed = normal(body.replace(/\/+$/, ''))
  const anchored = trimmed.includes('/')
  const source = translate(trimmed.replace(/^\/+/, ''))
  return { text, negated, foldersOnly, test: new RegExp(`${anchored ? '^' : '(?:^|/)'}${source}$`, 'u'), used: false }
}

/** Wildcards as a regular expression without nested repetition, so that no pattern can make it slow. */
function translate(glob: string): string {
  let out = ''
  for (let at = 0; at < glob.length; at++) {
    const rest = glob.slice(at)
    const character = String.fromCodePoint(glob.codePointAt(at) ?? 0)
    if (rest.startsWith('**/')) {
      out += '(?:.*/)?'
      at += 2
    } else if (rest.startsWith('**')) {
      out += '.*'
      at += 1
    } else if (character === '*') out += '[^/]*'
    else if (character === '?') out += '[^/]'
    else {
      const set = /^\[([!^]?)([^\]/]+)\]/.exec(rest)
      if (set === null) out += escaped(character)
      else {
        out += `[${set[1] === '' ? '' : '^'}${setOf(set[2] ?? '')}]`
        at += set[0].length - 1
      }
    }
    if (character.length === 2) at++
  }
  return out
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** The inside of a bracket: only ranges keep their meaning, and one that runs backwards is plain characters. */
function setOf(inside: string): string {
  return inside
    .replace(/[\\\]^&~|[(){}]/g, '\\$&')
    .replace(/(.)-(.)/gu, (range, from: string, to: string) =>
      from <= to && from !== '\\' ? range : `${from}\\-${to}`,
    )
    .replace(/^-|-$/g, '\\-')
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder } from './inputs.mjs'

// Every exception to a rule carries its reason where it stands.

const FOLDERS = ['src', 'tests', 'scripts', 'bench', 'bin']
const SOURCE = /\.(ts|tsx|mjs|cjs|js|css)$/
const MIN_REASON = 10

const EXCEPTIONS = [
  {
    pattern: /^oxlint-(?:disable|enable)(?:-next-line|-line)?\b(.*)$/,
    reason: /\s--\s+(.+)$/,
    form: 'oxlint-disable-next-line rule -- reason',
  },
  { pattern: /^biome-ignore(?:-all|-start)?\b(.*)$/, reason: /:\s*(.+)$/, form: 'biome-ignore format: reason' },
  { pattern: /^@ts-expect-error\b(.*)$/, reason: /^[\s:-]*(.+)$/, form: '@ts-expect-error reason' },
]
const FORBIDDEN = /^(eslint-disable|eslint-enable|@ts-ignore|@ts-nocheck|prettier-ignore)/
const COMMENT = /(?:\/\/|\/\*+|\{\/\*+)\s*((?:oxlint-|biome-ignore|eslint-|prettier-ignore|@ts-)[^\n]*)/g

/**
 * Exceptions in one file's text that do not say why.
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export function exceptionsWithoutReason(path, text) {
  const findings = []
  text.split('\n').forEach((line, index) => {
    for (const [, found] of line.matchAll(COMMENT)) {
      const comment = found.replace(/\*\/.*$/, '').trim()
      const at = `${path}:${index + 1}`
      if (FORBIDDEN.test(comment)) {
        findings.push(
          `${at} ${comment.split(/\s/)[0]} is not used here: oxlint-disable-next-line or @ts-expect-error, each with its reason.`,
        )
        continue
      }
      for (const { pattern, reason, form } of EXCEPTIONS) {
        const rest = comment.match(pattern)?.[1]
        if (rest === undefined || comment.startsWith('oxlint-enable')) continue
        const given = rest.match(reason)?.[1]?.trim() ?? ''
        if (given.length < MIN_REASON) findings.push(`${at} has no reason. Write: ${form}`)
      }
    }
  })
  return findings
}

export function checkReasons(root) {
  const files = FOLDERS.flatMap((folder) => filesUnder(root, folder)).filter(
    (path) => SOURCE.test(path) && !path.startsWith('tests/fixtures/'),
  )
  return {
    files: files.length,
    findings: files.flatMap((path) => exceptionsWithoutReason(path, readFileSync(join(root, path), 'utf8'))),
  }
}

import { licenceReason } from './licences.mjs'

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies']
const EXACT = /^(?:npm:(?:@[^/]+\/)?[^@]+@)?(\d+\.\d+\.\d+(?:-[\w.]+)?)$/
const ROW = /^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/
const MIN_REASON = 20

/** The rows of the tables with four columns in docs/dependencies.md. */
export function explainedPackages(markdown) {
  const rows = markdown.split('\n').flatMap((line) => {
    const match = line.match(ROW)
    return match ? [match.slice(1).map((cell) => cell.trim())] : []
  })
  return new Map(
    rows
      .filter(([name]) => name !== 'package' && !/^-+$/.test(name))
      .map(([name, version, licence, reason]) => [name, { version, licence, reason }]),
  )
}

/** A package's name from its key in the lock file: what follows the last node_modules/. */
export function nameOf(key) {
  return key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/**
 * What is wrong between package.json, the lock file and the page that explains them.
 * @param {{ overrides?: Record<string, unknown>, [kind: string]: unknown }} manifest
 * @param {{ packages: Record<string, any> }} lock
 * @param {string} markdown
 * @returns {string[]} a sentence for each
 */
export function dependencyFindings(manifest, lock, markdown) {
  const findings = []
  const explained = explainedPackages(markdown)
  const direct = new Map(
    KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}).map(([name, range]) => [name, { range, kind }])),
  )
  for (const [name, { range, kind }] of direct) {
    const version = range.match(EXACT)?.[1]
    if (!version) findings.push(`${name} is asked for as “${range}”: write an exact version.`)
    if (lock.packages['']?.[kind]?.[name] !== range)
      findings.push(`${name}: the lock file is out of step with package.json. Run npm install.`)
    const locked = lock.packages[`node_modules/${name}`]
    if (!locked) {
      findings.push(`${name} is not in the lock file. Run npm install.`)
      continue
    }
    if (version && locked.version !== version)
      findings.push(`${name} is ${version} in package.json and ${locked.version} in the lock file.`)
    const row = explained.get(name)
    if (!row) {
      findings.push(`${name} has no reason in docs/dependencies.md.`)
      continue
    }
    if (row.version !== locked.version)
      findings.push(`${name} is ${locked.version}, and docs/dependencies.md says ${row.version}.`)
    if (row.licence !== locked.license)
      findings.push(`${name} is under ${locked.license}, and docs/dependencies.md says ${row.licence}.`)
    if (row.reason.length < MIN_REASON) findings.push(`${name}: “${row.reason}” is no reason.`)
  }
  for (const kind of KINDS) {
    const gone = Object.keys(lock.packages['']?.[kind] ?? {}).filter((name) => !manifest[kind]?.[name])
    for (const name of gone) findings.push(`${name} is in the lock file and not in package.json. Run npm install.`)
  }
  for (const name of explained.keys()) {
    if (!direct.has(name)) findings.push(`${name} is explained in docs/dependencies.md and not used.`)
  }
  for (const [name, version] of Object.entries(manifest.overrides ?? {})) {
    if (typeof version !== 'string' || !EXACT.test(version))
      findings.push(`The override of ${name} is not an exact version.`)
  }
  for (const [key, { license }] of Object.entries(lock.packages)) {
    if (key !== '' && licenceReason(nameOf(key), license) === null) {
      findings.push(
        `${nameOf(key)} is under ${license ?? 'no licence'}: decide in scripts/lib/licences.mjs whether it may come in.`,
      )
    }
  }
  return findings
}

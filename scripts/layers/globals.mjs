import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'
import { filesUnder } from '../lib/inputs.mjs'

// What an import table cannot see: names that are there without an import.

const { pureFolders } = createRequire(import.meta.url)('./rooms.json')

const NETWORK = [
  'fetch',
  'WebSocket',
  'WebSocketStream',
  'MessageChannel',
  'MessagePort',
  'BroadcastChannel',
  'EventSource',
  'XMLHttpRequest',
  'WebTransport',
  'RTCPeerConnection',
]
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global'])
const PROCESS_PARTS = ['env', 'exit', 'exitCode', 'abort', 'argv', 'chdir', 'stdin', 'stdout', 'stderr']

const pure = new RegExp(`^src/main/core/(${pureFolders.join('|')})/`)

/** Where amounts are computed. Times and counts, which are plain numbers, are compared and added there, no more. */
const money =
  /^src\/(main\/core\/wallet\/(rules|record|balances|ledger|transaction)|shared\/domain\/(money|rational|ledger))/

/**
 * A rule names the files it is for and what may not be used there: whole globals (`names`), parts of one (`members`), modules
 * that hand out the same thing (`modules`; of `doors`, modules that are one global, the allowed parts may be imported), named imports, `new Date()`, which reads the clock when it has no argument, methods by their name (`methods`), and figures with a fraction, or multiplied or divided as plain numbers (`inexact`).
 */
const RULES = [
  {
    name: 'core-is-silent',
    files: /^src\/main\/core\//,
    names: ['console'],
    modules: ['console', 'node:console'],
    message: 'core writes to the logger it was given, not to the console.',
  },
  {
    name: 'core-without-process',
    files: /^src\/main\/core\//,
    members: { process: PROCESS_PARTS },
    doors: { 'node:process': 'process', process: 'process' },
    message: 'core reads no environment and ends no process: what it needs comes in through createCore(options).',
  },
  {
    name: 'pure-without-clock',
    files: pure,
    names: ['performance'],
    members: { Date: ['now'] },
    bareDate: true,
    modules: ['node:perf_hooks', 'perf_hooks', 'node:timers', 'node:timers/promises'],
    message: 'This folder is pure: the caller hands in the time.',
  },
  {
    name: 'pure-without-chance',
    files: pure,
    members: { Math: ['random'] },
    names: ['crypto'],
    imported: /^(random|getRandom|webcrypto)/,
    message: 'This folder is pure: the caller hands in the seed.',
  },
  {
    name: 'no-floats-near-money',
    files: money,
    names: ['Number', 'parseFloat', 'parseInt', 'Math', 'Float64Array', 'Float32Array'],
    methods: ['toFixed', 'toPrecision', 'toExponential'],
    inexact: true,
    message: 'Money is whole units in bigint and exact fractions (shared/domain/rational.ts): a double loses cents.',
  },
  {
    name: 'page-transport-in-its-room',
    files: /^src\/renderer\/(?!transport\/)/,
    names: NETWORK,
    members: { navigator: ['sendBeacon'] },
    message: 'Ports, sockets and requests are made in renderer/transport only.',
  },
]

/** Is this identifier a use of a value, and not a name in a declaration, after a dot or of a label? */
function isUse(node) {
  const { parent } = node
  if (ts.isShorthandPropertyAssignment(parent)) return true
  return parent.name !== node && parent.propertyName !== node && parent.label !== node
}

const isScope = (node) => ts.isFunctionLike(node) || ts.isBlock(node) || ts.isSourceFile(node) || ts.isModuleBlock(node)

/** Is the name one that an enclosing function, block or file declares itself? Imports of a global under its own name do not count. */
function isLocal(identifier, declarations) {
  const scopes = declarations.get(identifier.text)
  if (scopes === undefined) return false
  for (let node = identifier.parent; node; node = node.parent) if (scopes.has(node)) return true
  return false
}

/** Every declared name with the scopes that declare it. */
function declarationsIn(source) {
  const declarations = new Map()
  const visit = (node, scope) => {
    const isDoor = ts.isImportDeclaration(node) && /^(node:)?(process|console)$/.test(node.moduleSpecifier.text)
    if (isDoor) return
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node)
    const imports = ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node)
    if ((declares || imports) && node.name && ts.isIdentifier(node.name)) {
      const scopes = declarations.get(node.name.text) ?? new Set()
      declarations.set(node.name.text, scopes.add(scope))
    }
    ts.forEachChild(node, (child) => visit(child, isScope(node) ? node : scope))
  }
  visit(source, source)
  return declarations
}

/** `globalThis.fetch` and `window['fetch']` name the global `fetch`; so does `fetch`, unless something nearer has that name. */
function globalName(node, declarations) {
  if (ts.isIdentifier(node)) return isUse(node) && !isLocal(node, declarations) ? node.text : undefined
  const part = memberName(node)
  if (part !== undefined && ts.isIdentifier(node.expression) && GLOBAL_OBJECTS.has(node.expression.text)) return part
  return undefined
}

function memberName(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression.text
  return undefined
}

/** What `const { env } = process` takes out of `process`. */
function destructured(node, declarations) {
  if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isObjectBindingPattern(node.name)) return undefined
  const names = node.name.elements.map((each) => (each.propertyName ?? each.name).getText())
  return { object: globalName(node.initializer, declarations), names }
}

/** Does this import take a forbidden part out of a global's module, or the whole of it under another name? */
function importsForbiddenPart(rule, node) {
  const object = rule.doors?.[node.moduleSpecifier?.text]
  if (object === undefined) return false
  const { name, namedBindings } = node.importClause ?? {}
  if (!name && !namedBindings) return true
  const whole = [name, namedBindings && ts.isNamespaceImport(namedBindings) ? namedBindings.name : undefined]
  if (whole.some((each) => each && each.text !== object)) return true
  const parts = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : []
  return parts.some(
    (each) =>
      rule.members[object].includes((each.propertyName ?? each.name).text) ||
      (each.propertyName ?? each.name).text === 'default',
  )
}

const PRODUCTS = new Set([
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
])

/** `0.1`, `1e-3`, `amount / 100`, `+text`: where a double comes in. */
function inexactFigure(node) {
  if (ts.isNumericLiteral(node) && /[.eE]/.test(node.getText()) && !/^0x/i.test(node.getText())) return node.getText()
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken) return node.getText()
  if (!ts.isBinaryExpression(node) || !PRODUCTS.has(node.operatorToken.kind)) return undefined
  return ts.isNumericLiteral(node.left) || ts.isNumericLiteral(node.right) ? node.getText() : undefined
}

function offends(rule, node, declarations) {
  const name = globalName(node, declarations)
  if (name !== undefined && rule.names?.includes(name)) return name
  const part = memberName(node)
  if (part !== undefined) {
    const object = globalName(node.expression, declarations)
    if (object !== undefined && rule.members?.[object]?.includes(part)) return `${object}.${part}`
  }
  const taken = destructured(node, declarations)
  if (taken?.object !== undefined) {
    const found = taken.names.find((each) => rule.members?.[taken.object]?.includes(each))
    if (found) return `${taken.object}.${found}`
    if (GLOBAL_OBJECTS.has(taken.object))
      return taken.names.find((each) => rule.names?.includes(each) || rule.members?.[each])
  }
  if (
    rule.bareDate &&
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    globalName(node.expression, declarations) === 'Date'
  ) {
    if (ts.isCallExpression(node) || !node.arguments || node.arguments.length === 0) return 'the time of day'
  }
  if (part !== undefined && rule.methods?.includes(part)) return part
  if (rule.inexact) {
    const inexact = inexactFigure(node)
    if (inexact !== undefined) return inexact
  }
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const module = node.moduleSpecifier?.text
    if (rule.modules?.includes(module) || importsForbiddenPart(rule, node)) return module
  }
  if (rule.imported && ts.isImportSpecifier(node) && rule.imported.test((node.propertyName ?? node.name).text))
    return node.name.text
  return undefined
}

/**
 * Uses of globals that are not allowed where they stand.
 * @param {string} path relative to the repository, with forward slashes
 * @returns {string[]} one line for each, `path:line name` and the rule
 */
export function forbiddenGlobals(path, text) {
  const rules = RULES.filter((rule) => rule.files.test(path))
  if (rules.length === 0) return []
  const source = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const declarations = declarationsIn(source)
  const findings = new Set()
  const visit = (node) => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return
    for (const rule of rules) {
      const name = offends(rule, node, declarations)
      if (name === undefined) continue
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
      findings.add(`${path}:${line} uses ${name}\n    ${rule.name}: ${rule.message}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...findings]
}

/** Every source file under `root`/src. */
export function checkGlobals(root) {
  const files = filesUnder(root, 'src').filter((path) => /\.(ts|tsx)$/.test(path))
  const findings = files.flatMap((path) => forbiddenGlobals(path, readFileSync(join(root, path), 'utf8')))
  return { findings, files: files.length }
}

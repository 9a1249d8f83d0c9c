// Which licences may come in. docs/dependencies.md says the same for people.

const PERMISSIVE = new Set(
  'MIT ISC BSD-2-Clause BSD-3-Clause Apache-2.0 0BSD BlueOak-1.0.0 CC0-1.0 Unlicense Zlib Python-2.0 WTFPL CC-BY-4.0 OFL-1.1'.split(
    ' ',
  ),
)

/** What is not permissive, or does not say, and why it may come in all the same. */
const EXCEPTIONS = [
  { package: /^@img\/sharp-/, reason: 'libvips: a replaceable shared library' },
  { package: /^(ffmpeg-static|@ffmpeg-installer\/)/, reason: 'ffmpeg: a program of its own, run as a child process' },
  { package: /^exifreader$/, reason: 'MPL-2.0, unchanged' },
  { package: /^(@axe-core\/playwright|axe-core|lightningcss(-.+)?)$/, reason: 'MPL-2.0, not shipped' },
  { package: /^png-js$/, reason: 'names none in package.json; the text it carries is MIT' },
  { package: /^parse-cache-control$/, reason: 'names none in package.json; the text it carries is BSD-3-Clause' },
]

/** `A OR B` needs one permissive part, `A AND B` needs all. */
export function isPermissive(expression) {
  const bare = expression.replace(/^\((.*)\)$/, '$1')
  if (bare.includes(' AND ')) return bare.split(' AND ').every(isPermissive)
  return bare.split(' OR ').some((each) => PERMISSIVE.has(each.trim()))
}

/** Why a package with this licence may come in, or null when it may not. */
export function licenceReason(name, licence) {
  if (licence && isPermissive(licence)) return 'permissive'
  return EXCEPTIONS.find((each) => each.package.test(name))?.reason ?? null
}

import { nameOf } from './dependency-rules.mjs'

/** package-url of an npm package: the scope's @ is escaped, its slash is not. */
function packageUrl(name, version) {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
}

/** npm writes sha512-<base64>, CycloneDX wants hexadecimal. */
function hashes(integrity) {
  const match = integrity?.match(/^sha512-([A-Za-z0-9+/=]+)/)
  return match ? [{ alg: 'SHA-512', content: Buffer.from(match[1], 'base64').toString('hex') }] : []
}

function licences(license) {
  if (!license) return []
  return / (AND|OR) /.test(license)
    ? [{ expression: license.replace(/^\((.*)\)$/, '$1') }]
    : [{ license: { name: license } }]
}

/**
 * A bill of materials in CycloneDX 1.6 JSON, from the lock file alone: same lock file, same bytes.
 * @param {{ name: string, version: string, license?: string }} manifest
 * @param {{ packages: Record<string, any> }} lock
 */
export function billOfMaterials(manifest, lock) {
  const seen = new Map()
  for (const [key, entry] of Object.entries(lock.packages)) {
    if (key === '' || !entry.version) continue
    const name = entry.name ?? nameOf(key)
    const purl = packageUrl(name, entry.version)
    // The same version may lie in several places; it is shipped if one of them is.
    const scope = entry.dev ? 'excluded' : entry.optional ? 'optional' : 'required'
    const before = seen.get(purl)
    if (before && (before.scope === 'required' || scope === 'excluded')) continue
    seen.set(purl, {
      type: 'library',
      'bom-ref': purl,
      name,
      version: entry.version,
      scope,
      hashes: hashes(entry.integrity),
      licenses: licences(entry.license),
      purl,
    })
  }
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': packageUrl(manifest.name, manifest.version),
        name: manifest.name,
        version: manifest.version,
        licenses: licences(manifest.license),
      },
    },
    components: [...seen.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
  }
}

// The import table of docs/ARCHITECTURE.md as rules. tests/lint shows each of them fire.

const { openFolders, morePublicFiles, pureFolders, childProcessFiles } = require('./scripts/layers/rooms.json')

const core = '^src/main/core/'
const electron = '^(electron($|/)|node_modules/electron/)'
const sqlite = '^node_modules/(@types/)?better-sqlite3/'
const builtin = (...names) => `^(node:)?(${names.join('|')})($|/)`
const IO_MODULES = builtin(
  ...[
    'fs',
    'child_process',
    'net',
    'http',
    'https',
    'http2',
    'tls',
    'dgram',
    'dns',
    'worker_threads',
    'cluster',
    'os',
    'process',
  ],
)

const publicFiles = [
  // Pure functions hold nothing that a caller could disturb.
  ...[...openFolders, ...pureFolders].map((folder) => `${core}${folder}/`),
  `${core}core\\.ts$`,
  `${core}(?<feature>[^/]+)/\\k<feature>\\.ts$`,
  ...Object.entries(morePublicFiles).map(([folder, files]) => `${core}${folder}/(${files.join('|')})\\.ts$`),
]

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    rule('no-cycles', 'Two modules that need each other are one module or three.', {}, { circular: true }),
    rule(
      'listed-packages-only',
      'The package is not in package.json: add it with its exact version, and its reason to docs/dependencies.md.',
      { path: '^src/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'imports-resolve',
      'The import leads nowhere. Relative imports carry their extension.',
      { path: '^src/' },
      { couldNotResolve: true },
    ),
    rule(
      'source-without-tests',
      'The program does not import tests, benchmarks or scripts.',
      { path: '^src/' },
      { path: '^(tests|bench|scripts|bin)/' },
    ),
    rule(
      'shared-is-closed',
      'shared runs anywhere: it imports itself, zod and @orpc/contract only.',
      { path: '^src/shared/' },
      { pathNot: ['^src/shared/', '^node_modules/(zod|@orpc/contract)/', '^(tests|bench|scripts|bin)/'] },
    ),
    rule(
      'core-is-plain-node',
      'core knows no window, host, thread entry, page or cloud: what it needs comes in through createCore(options).',
      { path: core },
      { path: ['^src/main/(workers|hosts)/', '^src/(cloud|renderer|preload)/', electron] },
    ),
    rule(
      'pure-no-io',
      'This folder is pure: the caller reads files, runs programs and asks the database.',
      { path: `${core}(${pureFolders.join('|')})/` },
      { path: [IO_MODULES, sqlite, '^node_modules/(sharp|ws)/'] },
    ),
    rule(
      'pure-no-siblings',
      'This folder is pure: it uses itself and shared.',
      { path: `${core}(${pureFolders.join('|')})/` },
      { path: '^src/main/', pathNot: `${core}$1/` },
    ),
    rule(
      'sqlite-in-store',
      'better-sqlite3 is used in core/store only: ask a repository.',
      { path: '^src/', pathNot: `${core}store/` },
      { path: sqlite },
    ),
    rule(
      'compute-without-store',
      'What runs in the compute pool has no database: plain values in, plain values out.',
      { path: `${core}(compute|media)/` },
      { path: [`${core}store/`, sqlite] },
    ),
    rule(
      'features-by-their-public-file',
      'Another feature is used through its public file (jobs/jobs.ts; the table is in .dependency-cruiser.cjs), not through its internals.',
      { path: `${core}([^/]+)/`, pathNot: `${core}(api|compute|${pureFolders.join('|')})/` },
      { path: `${core}[^/]+/`, pathNot: [`${core}$1/`, ...publicFiles] },
    ),
    rule(
      'compute-uses-its-features',
      'The compute pool runs media, fingerprint, value, sets paper, and runs the parts of intake, watch and match that only read files or compare, nothing else of the core.',
      { path: `${core}compute/` },
      {
        path: `${core}[^/]+/`,
        pathNot: `${core}(compute|media|fingerprint|value|paper|wallet/rules|intake|watch|match|log|events|store)/`,
      },
    ),
    rule(
      'api-is-the-end',
      'Only create-core.ts imports the router.',
      { path: '^src/', pathNot: [`${core}api/`, `${core}create-core\\.ts$`] },
      { path: `${core}api/` },
    ),
    rule(
      'hosts-use-the-edges',
      'A host knows create-core.ts and the types at the edges of the core, not its inside.',
      { path: '^src/main/hosts/' },
      { path: core, pathNot: [`${core}(create-core|core|compute/tasks|backup/tasks)\\.ts$`, `${core}log/`] },
    ),
    rule(
      'hosts-apart',
      'Hosts do not import each other; what two need lies directly in hosts/. `metastamp serve` alone starts the browser host.',
      { path: '^src/main/hosts/([^/]+)/', pathNot: '^src/main/hosts/cli/commands/serve\\.ts$' },
      { path: '^src/main/hosts/[^/]+/', pathNot: '^src/main/hosts/$1/' },
    ),
    rule(
      'main-without-page',
      'The Node side does not import the page or the preload script; the names of their channels are the exception.',
      { path: '^src/main/' },
      { path: '^src/(renderer|preload)/', pathNot: '^src/preload/channels\\.ts$' },
    ),
    rule(
      'workers-without-hosts',
      'A thread entry knows the core, not the host that starts it.',
      { path: '^src/main/workers/' },
      { path: ['^src/main/hosts/', electron] },
    ),
    rule(
      'electron-in-its-host',
      'electron is used in hosts/electron and preload only.',
      { path: '^src/', pathNot: '^src/(main/hosts/electron|preload)/' },
      { path: electron },
    ),
    rule(
      'preload-is-one-file',
      'The sandboxed preload script uses electron and shared only.',
      { path: '^src/preload/' },
      { pathNot: ['^src/(preload|shared)/', electron, '^(tests|bench|scripts|bin)/'] },
    ),
    rule(
      'page-is-powerless',
      'The page has no Node, no electron and nothing of the main side: it asks through transport/.',
      { path: '^src/renderer/' },
      { path: ['^src/(main|preload|cloud)/', electron] },
    ),
    rule(
      'page-without-node',
      'The page has no Node: use what a browser has.',
      { path: '^src/renderer/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'page-transport-in-its-room',
      'Ports and sockets are opened in renderer/transport only.',
      { path: '^src/renderer/', pathNot: '^src/renderer/transport/' },
      { path: '^node_modules/@orpc/client/dist/adapters/' },
    ),
    rule(
      'child-process-in-the-runner',
      'Programs are started through core/media/run-program.ts only: argument arrays, time and memory limits.',
      { path: '^src/', pathNot: childProcessFiles.map((file) => `^${file}$`) },
      { path: builtin('child_process') },
    ),
    rule(
      's3-in-its-driver',
      'The AWS SDK is used in the S3 driver only.',
      { path: '^src/', pathNot: ['^src/main/core/sync/drivers/', '^src/cloud/'] },
      { path: '^node_modules/@aws-sdk/' },
    ),
    rule(
      'sockets-in-the-web-host',
      'ws is used by the browser host and the cloud only.',
      { path: '^src/', pathNot: '^src/(main/hosts/web|cloud)/' },
      { path: '^node_modules/(@types/)?ws/', dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css', '.d.ts'],
    },
  },
}

// Imported first by every script. Plain old syntax only: an old Node must get as far as the sentence below.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `META-STAMP needs Node 22.22 or newer and this is ${process.versions.node}: install a newer Node, or on Linux x64 start this through npm (npm start, npm test, npx metastamp), which brings its own.\n`,
  )
  process.exit(1)
}

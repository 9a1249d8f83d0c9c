import './lib/require-node.mjs'
import { join } from 'node:path'
import sharp from 'sharp'

// npm run icons: the drawing in build/icon.svg as the picture that electron-builder makes every platform's icon from.

const SIDE = 1024
const build = join(import.meta.dirname, '../build')
await sharp(join(build, 'icon.svg'), { density: 72 })
  .resize(SIDE, SIDE)
  .png({ compressionLevel: 9 })
  .toFile(join(build, 'icon.png'))
console.log(`build/icon.png, ${SIDE} × ${SIDE}`)

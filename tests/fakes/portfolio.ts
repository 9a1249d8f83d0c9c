import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { drawThumbnail } from './page-core/thumbnail.ts'
import { generateWorks } from './page-core/works.ts'

/** Draws a creator's folder: `count` real picture files with the subjects and prints of the works that do not exist. Seeded: always the same. */
export async function drawPortfolio(folder: string, count: number): Promise<void> {
  const pictures = generateWorks(count * 3, Date.UTC(2026, 0, 1)).filter(({ kind }) => kind === 'image')
  for (const [i, work] of pictures.slice(0, count).entries()) {
    const path = join(
      folder,
      i % 4 === 0 ? 'prints' : 'sketchbook',
      work.title.replace(/\.\w+$/, i % 2 === 0 ? '.jpg' : '.png'),
    )
    await mkdir(dirname(path), { recursive: true })
    const drawn = sharp(await drawThumbnail(work)).resize({
      width: 1600,
      height: 1600,
      fit: 'inside',
      withoutEnlargement: false,
    })
    await writeFile(
      path,
      await (path.endsWith('.png')
        ? drawn.png()
        : drawn.jpeg({ quality: 88 }).withExif({ IFD0: { Artist: 'Ilse Marin', Copyright: 'Ilse Marin' } })
      ).toBuffer(),
    )
  }
}

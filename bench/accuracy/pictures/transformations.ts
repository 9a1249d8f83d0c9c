import sharpOf, { type Sharp } from 'sharp'

// What happens to a picture on its way through the web, as a person or a site would do it. Each takes the copy of a work (opaque RGB,
// at most 1600 pixels a side) and gives a file.

export type Copy = { width: number; height: number; rgb: Uint8Array }
export type Transformation = { name: string; how: string; make(copy: Copy, seed: number): Promise<Buffer> }

const open = ({ width, height, rgb }: Copy): Sharp => sharpOf(rgb, { raw: { width, height, channels: 3 } })
const jpeg = (picture: Sharp, quality = 85): Promise<Buffer> => picture.jpeg({ quality }).toBuffer()
const white = { r: 255, g: 255, b: 255 }

/** What is left when `share` of the width and of the height is cut away, a third of it at the left, two fifths at the top. */
function crop(copy: Copy, share: number): Sharp {
  const width = Math.max(1, Math.round(copy.width * (1 - share)))
  const height = Math.max(1, Math.round(copy.height * (1 - share)))
  const left = Math.floor((copy.width - width) / 3)
  const top = Math.floor((copy.height - height) * 0.4)
  return open(copy).extract({ left, top, width, height })
}

function svg(width: number, height: number, content: string): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`)
}

function watermark({ width, height }: Copy): Buffer {
  const size = Math.max(12, Math.round(Math.max(width, height) / 14))
  const text = `<text x="${size / 4}" y="${size * 1.2}" font-family="sans-serif" font-weight="bold" font-size="${size}" fill="#fff" stroke="#000" stroke-width="${size / 40}" opacity="0.4">© SAMPLE</text>`
  const tile = `<pattern id="p" width="${size * 6.5}" height="${size * 2.4}" patternUnits="userSpaceOnUse" patternTransform="rotate(-30)">${text}</pattern>`
  return svg(width, height, `<defs>${tile}</defs><rect width="100%" height="100%" fill="url(#p)"/>`)
}

async function caption(copy: Copy): Promise<Buffer> {
  const bar = Math.max(8, Math.round(copy.height * 0.18))
  const size = Math.max(4, Math.min(Math.round(bar * 0.42), Math.round(copy.width / 16)))
  const line = (y: number, words: string) =>
    `<text x="50%" y="${y}" text-anchor="middle" font-family="sans-serif" font-weight="bold" font-size="${size}" fill="#111">${words}</text>`
  const words = svg(
    copy.width,
    bar,
    line(bar * 0.44, 'When the deadline is tonight') + line(bar * 0.88, 'and you have not begun'),
  )
  const extended = open(copy).extend({ bottom: bar, background: white })
  return jpeg(extended.composite([{ input: words, left: 0, top: copy.height }]))
}

/** Sum of four uniform numbers, scaled: close enough to a bell for a camera's noise. */
function noisy({ rgb }: Copy, sigma: number, seed: number): Uint8Array {
  let state = (seed * 2654435761 + 1) >>> 0
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const out = new Uint8Array(rgb.length)
  for (let i = 0; i < rgb.length; i++) {
    const bell = (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3)
    out[i] = Math.min(255, Math.max(0, Math.round((rgb[i] ?? 0) + sigma * bell)))
  }
  return out
}

/** A desktop of 1600 × 1000 with a window, its bars, and lines of text beside and under the picture, which fits 760 × 560. */
async function screenshot(copy: Copy): Promise<Buffer> {
  const [width, height] = [1600, 1000]
  const fit = Math.min(760 / copy.width, 560 / copy.height)
  const [shownWidth, shownHeight] = [
    Math.max(1, Math.round(copy.width * fit)),
    Math.max(1, Math.round(copy.height * fit)),
  ]
  const words = 'The harbour was quiet that morning and nobody had seen the boats come in before the light '.split(' ')
  const text = (x: number, y: number, from: number, count: number, size: number) =>
    `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" fill="#222">${Array.from({ length: count }, (_, i) => words[(from + i) % words.length] ?? '').join(' ')}</text>`
  const parts = [
    '<rect width="1600" height="1000" fill="#2b4a6f"/><rect x="60" y="40" width="1480" height="920" rx="10" fill="#fbfbfa"/>',
    '<rect x="60" y="40" width="1480" height="56" rx="10" fill="#e4e2de"/><circle cx="92" cy="68" r="8" fill="#e0443e"/><circle cx="118" cy="68" r="8" fill="#dea123"/><circle cx="144" cy="68" r="8" fill="#1aab29"/>',
    '<rect x="300" y="54" width="900" height="28" rx="14" fill="#fff"/><rect x="60" y="96" width="260" height="864" fill="#f0efec"/>',
    ...Array.from({ length: 14 }, (_, i) => text(84, 140 + i * 44, i * 3, 3, 18)),
    text(360, 150, 5, 6, 34),
    ...Array.from({ length: 4 }, (_, i) => text(360, 830 + i * 30, i * 7, 12, 19)),
    ...Array.from({ length: 20 }, (_, i) => text(1180, 220 + i * 28, i * 2, 4, 16)),
  ]
  const shown = await open(copy)
    .resize(shownWidth, shownHeight, { fit: 'fill' })
    .png({ compressionLevel: 1 })
    .toBuffer()
  const page = sharpOf(svg(width, height, parts.join('')))
  return page
    .composite([{ input: shown, left: 370, top: 200 }])
    .flatten()
    .png({ compressionLevel: 2 })
    .toBuffer()
}

export const transformations: readonly Transformation[] = [
  { name: 'jpeg q20', how: 'JPEG, quality 20', make: (copy) => jpeg(open(copy), 20) },
  {
    name: '¼ size + q75',
    how: 'a quarter of each side, JPEG, quality 75',
    make: (copy) => {
      const [width, height] = [Math.max(1, Math.round(copy.width / 4)), Math.max(1, Math.round(copy.height / 4))]
      return jpeg(open(copy).resize(width, height, { fit: 'fill' }), 75)
    },
  },
  {
    name: 'filter + webp50',
    how: 'brightness × 1.1, saturation × 1.3, hue + 10°, contrast × 1.15, WebP, quality 50',
    make: (copy) =>
      open(copy)
        .modulate({ brightness: 1.1, saturation: 1.3, hue: 10 })
        .linear(1.15, -19)
        .webp({ quality: 50 })
        .toBuffer(),
  },
  {
    name: 'watermark',
    how: 'rows of text at −30° all over, white with a dark rim, opacity 0.4, letters a 14th of the longer side',
    make: (copy) => jpeg(open(copy).composite([{ input: watermark(copy) }])),
  },
  {
    name: 'caption 18 %',
    how: 'two lines of text on a white bar of 18 % of the height under the picture',
    make: caption,
  },
  {
    name: 'border 10 %',
    how: 'a white border of 10 % of the longer side all round',
    make: (copy) => {
      const by = Math.round(Math.max(copy.width, copy.height) / 10)
      return jpeg(open(copy).extend({ top: by, bottom: by, left: by, right: by, background: white }))
    },
  },
  { name: 'crop 10 %', how: '10 % of both sides cut away', make: (copy) => jpeg(crop(copy, 0.1)) },
  {
    name: 'crop 30 %',
    how: '30 % of both sides cut away: 49 % of the area is left',
    make: (copy) => jpeg(crop(copy, 0.3)),
  },
  {
    name: 'crop 50 %',
    how: '50 % of both sides cut away: a quarter of the area is left',
    make: (copy) => jpeg(crop(copy, 0.5)),
  },
  {
    name: 'rotate 3°',
    how: 'turned by 3° on white, corners and all',
    make: (copy) => jpeg(open(copy).rotate(3, { background: white })),
  },
  { name: 'rotate 90°', how: 'turned by 90°', make: (copy) => jpeg(open(copy).rotate(90)) },
  { name: 'mirror', how: 'left and right exchanged', make: (copy) => jpeg(open(copy).flop()) },
  {
    name: 'square stretch',
    how: 'both sides as long as the shorter one, the proportions lost',
    make: (copy) => {
      const side = Math.min(copy.width, copy.height)
      return jpeg(open(copy).resize(side, side, { fit: 'fill' }))
    },
  },
  {
    name: 'grey + γ0.6',
    how: 'grey, each level l as 255 (l / 255)^0.6',
    make: (copy) => {
      const rgb = copy.rgb.map((level) => Math.round(255 * (level / 255) ** 0.6))
      return jpeg(open({ ...copy, rgb }).greyscale())
    },
  },
  {
    name: 'noise σ20',
    how: 'noise of σ = 20 levels on each sample',
    make: (copy, seed) => jpeg(open({ ...copy, rgb: noisy(copy, 20, seed) })),
  },
  {
    name: 'in a screenshot',
    how: 'shown at 760 × 560 at most in a window with text on a desktop of 1600 × 1000, PNG',
    make: screenshot,
  },
]

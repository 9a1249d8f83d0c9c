// The picture track in what ffmpeg prints about a file it opens (`ffmpeg -i FILE`, stderr). See: parse-probe.ts, which reads the rest.

export type ProbedFilm = {
  /** Number of the stream in the file. */
  stream: number
  /** ffmpeg's name: h264, hevc, vp9, av1, mpeg4 … */
  codec: string
  /** Pixels as a viewer sees them: after the rotation that the file asks for. */
  width: number
  height: number
  /** Width over height of the picture on the screen; differs from the pixels' own where they are not square. */
  aspect: number
  /** Frames a second, the mean where the rate varies; null when unknown. */
  frameRate: number | null
  /** Bits a second; null when unknown. */
  bitrate: number | null
}

const streamLine = /^ {2,4}Stream #0:(\d+)(?:\[[^\]]*\])?(?:\([^)]*\))?: (\w+): (.*)$/
/** Most shapes of a picture; what says otherwise has a damaged header. */
const widestAspect = 50

function ratio(text: string): number | null {
  const found = [...text.matchAll(/\bSAR (\d+):(\d+)/g)].at(-1)
  const value = found === undefined ? Number.NaN : Number(found[1]) / Number(found[2])
  return Number.isFinite(value) && value > 0 ? value : null
}

function rate(text: string): number | null {
  const found = /, (\d+(?:\.\d+)?)(k?) fps\b/.exec(text) ?? /, (\d+(?:\.\d+)?)(k?) tbr\b/.exec(text)
  const value = found === null ? 0 : Number(found[1]) * (found[2] === 'k' ? 1000 : 1)
  return value > 0 ? value : null
}

function filmOf(stream: number, description: string, turned: boolean): ProbedFilm | null {
  const codec = /^\w+/.exec(description)?.[0]
  const size = /, (\d{1,6})x(\d{1,6})(?=[ ,]|$)/.exec(description)
  const [width, height] = [Number(size?.[1] ?? 0), Number(size?.[2] ?? 0)]
  if (codec === undefined || width < 1 || height < 1) return null
  const shown = (width / height) * (ratio(description) ?? 1)
  const aspect = shown > widestAspect || shown < 1 / widestAspect ? width / height : shown
  const bits = /, (\d+) kb\/s/.exec(description)
  return {
    stream,
    codec,
    ...(turned ? { width: height, height: width, aspect: 1 / aspect } : { width, height, aspect }),
    frameRate: rate(description),
    bitrate: bits === null ? null : Number(bits[1]) * 1000,
  }
}

/** The first track of moving pictures; null when there is none. A cover, which ffmpeg calls an attached picture, is not one. */
export function parseFilm(stderr: string): ProbedFilm | null {
  const lines = stderr.split(/\r?\n/)
  const input = lines.findIndex((line) => line.startsWith('Input #0, '))
  if (input < 0) return null
  for (const [at, line] of lines.entries()) {
    const [, number, type, description = ''] = (at > input ? streamLine.exec(line) : null) ?? []
    if (type !== 'Video' || description.includes('(attached pic)')) continue
    let angle = 0
    for (const below of lines.slice(at + 1)) {
      if (/^ {2,4}Stream #|^\S/.test(below)) break
      angle = Number(/rotation of (-?\d+(?:\.\d+)?) degrees/.exec(below)?.[1] ?? angle)
    }
    const film = filmOf(Number(number), description, Math.round(Math.abs(angle) / 90) % 2 === 1)
    if (film !== null) return film
  }
  return null
}

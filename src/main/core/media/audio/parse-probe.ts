// What ffmpeg prints about a file it opens (`ffmpeg -i FILE`, stderr), as values. ffprobe would print JSON, but does not come with every
// ffmpeg. Tags were written by strangers: everything is bounded.

export type ProbedAudio = {
  /** Number of the stream in the file. */
  stream: number
  /** ffmpeg's name: mp3, aac, flac, vorbis, pcm_s16le … */
  codec: string
  sampleRate: number
  /** As printed: stereo, 5.1(side), 12 channels … */
  layout: string
  /** Bits a second. */
  bitrate: number | null
}

export type Probe = {
  /** Names of the container format, such as "mov,mp4,m4a,3gp,3g2,mj2"; null when ffmpeg recognised nothing. */
  container: string | null
  durationSeconds: number | null
  /** ffmpeg says that it guessed the duration. */
  durationGuessed: boolean
  bitrate: number | null
  /** The first sound track. */
  audio: ProbedAudio | null
  /** Stream number of a still picture that comes with the sound. */
  cover: number | null
  tags: Record<string, string>
}

const maxTags = 100
const maxTagLength = 1000
const stillCodecs = /^(mjpeg|png|webp|bmp|gif)$/
/** About the file's making, not about the work. */
const technical =
  /^(encoder|major_brand|minor_version|compatible_brands|handler_name|vendor_id|creation_time|duration|bps|_statistics.*|number_of_.*|itun(norm|smpb|_.*)|id3v2_priv.*|coding_history|timecode)/

function seconds(text: string): number | null {
  const found = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text)
  return found === null ? null : Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3])
}

function kilobits(text: string): number | null {
  const found = /(\d+) kb\/s/.exec(text)
  return found === null ? null : Number(found[1]) * 1000
}

function audioOf(stream: number, description: string): ProbedAudio | null {
  const codec = /^\w+/.exec(description)?.[0]
  const rate = /, (\d+) Hz, ([^,]+)/.exec(description)
  if (codec === undefined || rate === null) return null
  const sampleRate = Number(rate[1])
  if (sampleRate <= 0) return null
  return { stream, codec, sampleRate, layout: (rate[2] ?? '').trim(), bitrate: kilobits(description) }
}

function clean(text: string): string {
  const printable = text
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
  return printable.length > maxTagLength ? `${printable.slice(0, maxTagLength - 1).trimEnd()}…` : printable
}

/** The tags under one "Metadata:" heading that begins at `at`; lines without a name go on with the value before them. */
function tagsAfter(lines: readonly string[], at: number, indent: number): Map<string, string> {
  const tags = new Map<string, string>()
  let name = ''
  for (const line of lines.slice(at + 1)) {
    if (line.length - line.trimStart().length < indent) break
    const colon = line.indexOf(': ', indent)
    const value = colon < 0 ? '' : line.slice(colon + 2)
    const key = (colon < 0 ? line.replace(/:\s*$/, '') : line.slice(0, colon)).trim().toLowerCase()
    if (key === '' && name !== '') tags.set(name, `${tags.get(name) ?? ''}\n${value}`)
    else if (key !== '' && tags.size < maxTags) {
      name = clean(key).slice(0, 80)
      if (!tags.has(name)) tags.set(name, value)
    }
  }
  return tags
}

/** Never fails: what is not recognised is null. */
export function parseProbe(stderr: string): Probe {
  const lines = stderr.split(/\r?\n/)
  const probe: Probe = {
    container: null,
    durationSeconds: null,
    durationGuessed: stderr.includes('Estimating duration from bitrate'),
    bitrate: null,
    audio: null,
    cover: null,
    tags: {},
  }
  const tags = new Map<string, string>()
  const take = (at: number, indent: number): void => {
    for (const [name, value] of tagsAfter(lines, at, indent)) {
      const text = clean(value)
      if (text !== '' && !technical.test(name) && !tags.has(name) && tags.size < maxTags) tags.set(name, text)
    }
  }
  // Whose tags come next: the file's, those of the sound track that was taken, or those of another one.
  let owner: 'file' | 'audio' | 'other' = 'file'
  for (const [at, line] of lines.entries()) {
    const input = /^Input #0, (.+), from '/.exec(line)
    const duration = /^ {2}Duration: ([^,]+),/.exec(line)
    const stream = /^ {2,4}Stream #0:(\d+)(?:\[[^\]]*\])?(?:\([^)]*\))?: (\w+): (.*)$/.exec(line)
    if (input?.[1] !== undefined) probe.container ??= input[1]
    else if (probe.container === null) continue
    else if (duration?.[1] !== undefined) {
      probe.durationSeconds ??= seconds(duration[1])
      probe.bitrate ??= kilobits(line)
    } else if (stream !== null) {
      const [, number, type, description = ''] = stream
      owner = 'other'
      if (type === 'Audio' && probe.audio === null) {
        probe.audio = audioOf(Number(number), description)
        owner = 'audio'
      } else if (type === 'Video' && stillCodecs.test(/^\w*/.exec(description)?.[0] ?? ''))
        probe.cover ??= Number(number)
    } else if (line === '  Metadata:' && owner === 'file') take(at, 4)
    else if (line === '    Metadata:' && owner === 'audio') take(at, 6)
  }
  probe.tags = Object.fromEntries(tags)
  return probe
}

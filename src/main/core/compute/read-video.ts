import type { AudioFingerprint, Quality, VideoFingerprint } from '../../../shared/domain/fingerprint.ts'
import { type AudioAnalysis, createAudioAnalysis } from '../fingerprint/audio/audio-analysis.ts'
import type { FullBandSummary } from '../fingerprint/audio/full-band-track.ts'
import { drawWaveform } from '../fingerprint/audio/waveform-picture.ts'
import { createFrameTrack, type FrameSummary } from '../fingerprint/video/frame-track.ts'
import { videoQuality } from '../fingerprint/video/quality.ts'
import type { FfmpegSource } from '../media/audio/probe.ts'
import { waveformThumbnail } from '../media/audio/thumbnail.ts'
import { makeThumbnail } from '../media/image/thumbnail.ts'
import { decodeFilm, isTooLargeForEveryFrame, longestSeconds } from '../media/video/decode.ts'
import { drawFrameStrip } from '../media/video/frame-strip.ts'
import { unwatchable } from '../media/video/film-failure.ts'
import type { ProbedFilm } from '../media/video/parse-film.ts'
import { type FilmProbe, probeFilm } from '../media/video/probe.ts'
import { readSignatures, withSignatureFolder } from '../media/video/signature.ts'
import { clock, soundOf, waveformSize } from './read-audio.ts'
import type { FrameStrip, Thumbnail } from './tasks.ts'

export type VideoReading = {
  /** Null when the file holds sound only; at least one of the two is there. */
  video: VideoFingerprint | null
  audio: AudioFingerprint | null
  quality: Quality
  notes: string[]
  thumbnail: Thumbnail
  /** What the file calls itself. */
  title: string | null
  /** MPEG-7 frame signatures at five frames a second; none where they can't be had. */
  signatures: readonly Uint8Array[]
  embedding: Float32Array | null
  frameStrip: FrameStrip | null
}

type Sound = { audio: AudioFingerprint; quality: Quality; fullBand: FullBandSummary }
type Decoded = { pictures: FrameSummary; sound: Sound | null; said: string; signatures: Uint8Array[] }

/** A decoded length that is shorter by more than this share, and by more than 1.5 seconds, means that something is missing. */
const missingShare = 0.02
/** About the pipe and not about the film. */
const ownNoise = /rawvideo cannot be written to avi/

async function decodeTracks(
  source: FfmpegSource,
  { probe }: FilmProbe,
  tracks: { film: ProbedFilm | null; withSound: boolean; signatureFolder: string | null },
): Promise<Decoded> {
  const { film, withSound, signatureFolder } = tracks
  const track = withSound ? probe.audio : null
  const pictures = createFrameTrack(probe.durationSeconds)
  const heard: { analysis?: AudioAnalysis; channels?: number } = {}
  const keyFramesOnly = film !== null && isTooLargeForEveryFrame(film, probe.durationSeconds)
  // Key frames are not five a second: their signatures would be another film's.
  const signed = keyFramesOnly ? null : signatureFolder
  const { stderr } = await decodeFilm(
    { ...source, film, sound: track, keyFramesOnly, signatureFolder: signed },
    {
      pushFrame: (samples, size) => pictures.push({ ...size, channels: 3, samples }),
      startSound(format) {
        heard.channels = format.channels
        heard.analysis = createAudioAnalysis(format)
        return heard.analysis
      },
    },
  )
  const { analysis, channels } = heard
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '' && !ownNoise.test(line))
  return {
    pictures: pictures.finish(),
    sound:
      track === null || analysis === undefined || channels === undefined
        ? null
        : soundOf(track, track.bitrate, channels, analysis, probe.tags),
    said: lines.at(-1) ?? '',
    signatures: signed === null ? [] : await readSignatures(signed),
  }
}

/** One track that can't be decoded ends the whole child: then the other is decoded without it. */
async function decodeWhatCanBe(
  source: FfmpegSource,
  probed: FilmProbe,
  signatureFolder: string | null,
): Promise<Decoded> {
  const { film, probe } = probed
  const both = await decodeTracks(source, probed, { film, withSound: true, signatureFolder })
  if (film === null || both.pictures.seconds > 0) return both
  // Nor may a film be lost for its signatures: they are not asked for again.
  if (probe.audio === null && signatureFolder === null) return both
  const silent = await decodeTracks(source, probed, { film, withSound: false, signatureFolder: null })
  if (silent.pictures.seconds > 0 || probe.audio === null) return silent
  return both.sound === null
    ? decodeTracks(source, probed, { film: null, withSound: true, signatureFolder: null })
    : both
}

function notesOf({ film, probe }: FilmProbe, { pictures, sound }: Decoded): string[] {
  const { seconds, frames } = pictures
  const notes: string[] = []
  const promised = probe.durationSeconds
  const decoded = Math.max(seconds, sound?.fullBand.durationSeconds ?? 0)
  if (seconds === 0) notes.push('The file holds no pictures that can be decoded: its sound alone was fingerprinted.')
  else if (frames.every(({ flat }) => flat === true))
    notes.push('All pictures are black or of one colour: they match nothing but exact copies of the file.')
  if (probe.audio !== null && sound === null) notes.push('The sound track could not be decoded.')
  if (promised !== null && promised > longestSeconds) notes.push('The first 24 hours were fingerprinted.')
  else if (promised !== null && !probe.durationGuessed && promised - decoded > Math.max(1.5, promised * missingShare)) {
    notes.push(
      `The file is damaged or cut off: ${clock(decoded)} of ${clock(promised)} could be decoded and was fingerprinted.`,
    )
  }
  if (film !== null && seconds > 0 && isTooLargeForEveryFrame(film, promised))
    notes.push('The film is very large: its key frames alone were looked at, so times are less exact.')
  return notes
}

function videoOf({ film, probe }: FilmProbe, { pictures, sound }: Decoded): VideoFingerprint | null {
  const { frames, averageHash, seconds } = pictures
  if (film === null || averageHash === null) return null
  const { width, height, codec, frameRate } = film
  const bitrate = film.bitrate ?? probe.bitrate
  const decoded = Math.max(seconds, sound?.fullBand.durationSeconds ?? 0)
  const promised = probe.durationSeconds
  // What is said holds unless much of it is missing or nothing is said: frames are counted in whole seconds only.
  const told = promised !== null && promised - decoded <= Math.max(1.5, promised * missingShare)
  return {
    durationSeconds: Math.round((told ? promised : decoded) * 1000) / 1000,
    width,
    height,
    codec,
    ...(frameRate === null ? {} : { frameRate }),
    ...(bitrate === null ? {} : { bitrate }),
    frames,
    averageHash,
  }
}

/**
 * Everything about one film: pictures and sound from one decoding in bounded memory. Does not check that the file stays the same meanwhile.
 * Throws a Failure: CORRUPT_MEDIA, UNSUPPORTED_TYPE, VANISHED, UNREADABLE, DECODER_TIMEOUT, CANCELLED, UNAVAILABLE.
 */
export async function readVideo(source: FfmpegSource): Promise<VideoReading> {
  const { path, signal } = source
  const probed = await probeFilm(source)
  if (probed.film === null && probed.probe.audio === null)
    throw unwatchable(path, probed.probe.container === null ? probed.lastLine : 'no track')
  const decoded = await withSignatureFolder(source.ffmpeg, probed.film, (folder) =>
    decodeWhatCanBe(source, probed, folder),
  )
  signal?.throwIfAborted()
  const { pictures, sound, said, signatures } = decoded
  const title = probed.probe.tags['title'] ?? null
  const { embedding } = pictures
  const rest = { title, signatures, embedding, frameStrip: await drawFrameStrip(pictures.strip) }
  const video = videoOf(probed, decoded)
  const notes = notesOf(probed, decoded)
  if (video !== null && pictures.best !== null) {
    const { width, height, codec, frameRate, bitrate } = video
    const seen = { width, height, codec, frameRate: frameRate ?? null, bitrate: bitrate ?? null }
    const quality = videoQuality({ ...seen, sharpness: pictures.sharpness })
    return {
      video,
      audio: sound?.audio ?? null,
      quality,
      notes,
      thumbnail: await makeThumbnail(pictures.best),
      ...rest,
    }
  }
  if (sound === null) throw unwatchable(path, said)
  const { width, height } = waveformSize
  const thumbnail = await waveformThumbnail(drawWaveform(sound.fullBand.waveform, width, height))
  return { video: null, audio: sound.audio, quality: sound.quality, notes, thumbnail, ...rest }
}

import { toFailure } from '../../../shared/contract/errors.ts'
import type { AudioFingerprint, Quality } from '../../../shared/domain/fingerprint.ts'
import { type AudioAnalysis, createAudioAnalysis } from '../fingerprint/audio/audio-analysis.ts'
import type { FullBandSummary } from '../fingerprint/audio/full-band-track.ts'
import { audioQuality } from '../fingerprint/audio/quality.ts'
import type { Peaks } from '../fingerprint/audio/waveform.ts'
import { drawWaveform } from '../fingerprint/audio/waveform-picture.ts'
import { undecodable } from '../media/audio/audio-failure.ts'
import { decodeAudio } from '../media/audio/decode.ts'
import type { Probe, ProbedAudio } from '../media/audio/parse-probe.ts'
import { type FfmpegSource, probe, readCover } from '../media/audio/probe.ts'
import { coverThumbnail, waveformThumbnail } from '../media/audio/thumbnail.ts'
import type { Thumbnail } from './tasks.ts'

export type AudioReading = { audio: AudioFingerprint; quality: Quality; notes: string[]; thumbnail: Thumbnail }

/** As fine as a waveform needs to be in a list. */
export const waveformSize = { width: 512, height: 256 } as const
/** A decoded length that is shorter by more than this share, and by more than half a second, means that something is missing. */
const missingShare = 0.02

/** 3:07. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

function notesOf({ durationSeconds: promised, durationGuessed }: Probe, fullBand: FullBandSummary): string[] {
  const { durationSeconds: decoded, truePeakDb } = fullBand
  const notes: string[] = []
  if (truePeakDb === null) notes.push('The recording is silent: it matches nothing but its exact copies.')
  if (promised !== null && !durationGuessed && promised - decoded > Math.max(0.5, promised * missingShare)) {
    notes.push(
      `The file is damaged or cut off: ${clock(decoded)} of ${clock(promised)} could be decoded and was fingerprinted.`,
    )
  }
  if (decoded < 2.6) notes.push('The sound is too short for a Chromaprint, which needs 2.6 seconds.')
  return notes
}

/** A cover that can't be had is no reason to fail; that the person has cancelled is. */
async function thumbnailOf(source: FfmpegSource, cover: number | null, waveform: Peaks): Promise<Thumbnail> {
  if (cover !== null) {
    try {
      const bytes = await readCover(source, cover)
      const thumbnail = bytes === null ? null : await coverThumbnail(bytes)
      if (thumbnail !== null) return thumbnail
    } catch (thrown) {
      const failure = toFailure(thrown)
      if (failure.code === 'CANCELLED') throw failure
    }
  }
  return waveformThumbnail(drawWaveform(waveform, waveformSize.width, waveformSize.height))
}

/** What an analysis that has heard all of a sound track says about it. */
export function soundOf(
  { codec, sampleRate }: ProbedAudio,
  bitrate: number | null,
  channels: number,
  analysis: AudioAnalysis,
  tags: Record<string, string>,
): { audio: AudioFingerprint; quality: Quality; fullBand: FullBandSummary } {
  const { features, fullBand } = analysis.finish()
  const audio: AudioFingerprint = {
    durationSeconds: Math.round(fullBand.durationSeconds * 1000) / 1000,
    sampleRate,
    channels,
    codec,
    ...(bitrate === null ? {} : { bitrate }),
    ...features,
    tags,
  }
  return { audio, quality: audioQuality({ sampleRate, channels, codec, bitrate, ...fullBand }), fullBand }
}

/**
 * Everything about the sound of one file, from one decoding in bounded memory: features, quality, thumbnail. Does not check that the
 * file stays the same meanwhile. Throws a Failure: CORRUPT_MEDIA, UNSUPPORTED_TYPE, VANISHED, UNREADABLE, DECODER_TIMEOUT, CANCELLED,
 * UNAVAILABLE.
 */
export async function readAudio(source: FfmpegSource): Promise<AudioReading> {
  const { path } = source
  const { probe: probed, lastLine } = await probe(source)
  const track = probed.audio
  if (track === null) throw undecodable(path, probed.container === null ? lastLine : 'no sound track')
  const made: { analysis?: AudioAnalysis; channels?: number } = {}
  const { stderr } = await decodeAudio({ ...source, stream: track.stream, sampleRate: track.sampleRate }, (format) => {
    made.channels = format.channels
    made.analysis = createAudioAnalysis(format)
    return made.analysis
  })
  const { analysis, channels } = made
  if (analysis === undefined || channels === undefined) throw undecodable(path, stderr.trim().split('\n').at(-1) ?? '')
  source.signal?.throwIfAborted()
  // ffmpeg knows no bitrate of its own for Opus and some others: then it is the whole file's.
  const { audio, quality, fullBand } = soundOf(track, track.bitrate ?? probed.bitrate, channels, analysis, probed.tags)
  const thumbnail = await thumbnailOf(source, probed.cover, fullBand.waveform)
  return { audio, quality, notes: notesOf(probed, fullBand), thumbnail }
}

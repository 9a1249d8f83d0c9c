import { createFramer } from './framer.ts'
import { channelWeights, createLoudness } from './loudness.ts'
import { createPowerSpectrum } from './real-fft.ts'
import { PeakMeter, peakContext } from './true-peak.ts'
import { hann } from './windows.ts'
import { type Peaks, Waveform } from './waveform.ts'

// What needs every channel at (nearly) the file's own rate: loudness, peaks, clipping, the waveform, and how high the sound reaches.

export type FullBandFormat = {
  sampleRate: number
  channels: number
  /** WAVE's channel mask; 0 when unknown. */
  channelMask: number
}

export type FullBandSummary = {
  durationSeconds: number
  loudnessLufs: number | null
  /** dBTP; null for digital silence. */
  truePeakDb: number | null
  /** Share of samples in runs at full scale. */
  clippedShare: number
  /** LUFS of the quietest tenth's upper end of 400-ms blocks; null under 400 ms. */
  quietLufs: number | null
  /** Highest frequency within 80 dB of the strongest one, in Hz; null for silence. */
  bandwidthHz: number | null
  waveform: Peaks
}

/** Columns of the waveform that are kept. */
const mostColumns = 1000
const spectrumSize = 2048
/** One frame in so many samples is enough to see where the sound ends. */
const spectrumHop = 8192
const audibleShare = 1e-8

export function createFullBandTrack({ sampleRate, channels, channelMask }: FullBandFormat) {
  const loudness = createLoudness(sampleRate, channelWeights(channels, channelMask))
  const meters = Array.from({ length: channels }, () => new PeakMeter())
  const waveform = new Waveform(mostColumns, 16)
  const lead = 2 * peakContext
  let planes = meters.map(() => new Float64Array(lead + 4096))
  let room = 4096
  let mono = new Float64Array(room)
  let frames = 0

  const spectrum = createPowerSpectrum(hann(spectrumSize))
  const power = new Float64Array(spectrumSize / 2 + 1)
  const powerSums = new Float64Array(spectrumSize / 2 + 1)
  const framer = createFramer({ size: spectrumSize, hop: spectrumHop }, (buffer, offset) => {
    spectrum(buffer, offset, power)
    for (let bin = 0; bin < power.length; bin++) powerSums[bin] = (powerSums[bin] ?? 0) + (power[bin] ?? 0)
  })

  const grow = (count: number): void => {
    room = count
    mono = new Float64Array(room)
    planes = planes.map((plane) => {
      const wider = new Float64Array(lead + room)
      wider.set(plane.subarray(0, lead))
      return wider
    })
  }

  /** Measures `count` new samples a plane, then moves the last ones to the front as context for the next. */
  const measure = (count: number): void => {
    loudness.push(planes, lead, lead + count)
    for (const [channel, plane] of planes.entries()) {
      meters[channel]?.push(plane, peakContext, peakContext + count)
      plane.copyWithin(0, count, count + lead)
    }
  }

  const bandwidth = (): number | null => {
    const strongest = powerSums.subarray(1).reduce((most, value) => Math.max(most, value), 0)
    if (strongest <= 0) return null
    const last = powerSums.findLastIndex((value) => value >= audibleShare * strongest)
    return (last * sampleRate) / spectrumSize
  }

  return {
    /** Interleaved samples −1 … 1; whole frames. */
    push(samples: Float32Array): void {
      const count = Math.floor(samples.length / channels)
      if (count > room) grow(count)
      mono.fill(0, 0, count)
      for (const [channel, plane] of planes.entries()) {
        for (let i = 0; i < count; i++) {
          const sample = samples[i * channels + channel] ?? 0
          plane[lead + i] = sample
          mono[i] = (mono[i] ?? 0) + sample / channels
        }
      }
      frames += count
      waveform.push(samples, channels)
      framer.push(mono.subarray(0, count))
      measure(count)
    },
    finish(): FullBandSummary {
      if (framer.length < spectrumSize) framer.push(new Float64Array(spectrumSize - framer.length))
      for (const [channel, plane] of planes.entries()) {
        plane.fill(0, lead, lead + peakContext)
        meters[channel]?.push(plane, peakContext, lead)
      }
      const peak = meters.reduce((most, meter) => Math.max(most, meter.truePeak), 0)
      const clipped = meters.reduce((sum, meter) => sum + meter.clipped, 0)
      const blocks = loudness.momentary().sort()
      return {
        durationSeconds: frames / sampleRate,
        loudnessLufs: loudness.integrated(),
        truePeakDb: peak > 0 ? 20 * Math.log10(peak) : null,
        clippedShare: frames === 0 ? 0 : clipped / (frames * channels),
        quietLufs: blocks[Math.floor(blocks.length / 10)] ?? null,
        bandwidthHz: bandwidth(),
        waveform: waveform.peaks(),
      }
    },
  }
}

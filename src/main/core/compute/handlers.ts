import { inspectFiles } from '../intake/inspect.ts'
import { observeFiles } from '../watch/observe.ts'
import { surveyFolders } from '../watch/survey.ts'
import { createFfmpegFinder, type FfmpegFinder, type Surroundings } from './ffmpeg-finder.ts'
import { fingerprintImage } from './fingerprint-image.ts'
import type {
  ComputeHandlers,
  FeaturesRequest,
  FeaturesResult,
  FingerprintRequest,
  FingerprintResult,
} from './tasks.ts'

/** What a compute thread does for each task. Also usable without a thread, where one file is all there is to do. */
export function createComputeHandlers(surroundings: Surroundings): ComputeHandlers {
  const find = createFfmpegFinder(surroundings)
  return {
    survey: surveyFolders,
    observe: observeFiles,
    inspect: inspectFiles,
    simulate: async (request) => (await import('./simulate.ts')).simulateValue(request),
    payoutPaper: async (request) => (await import('./payout-paper.ts')).payoutPaper(request),
    statementPaper: async (request) => (await import('./statement-paper.ts')).statementPaper(request),
    fingerprint: (request, signal) => fingerprint(request, signal, find),
    features: (request, signal) => features(request, signal, find),
    passages: async (request, signal) => (await import('./passage-words.ts')).passageWords(request, signal),
    compare: async ({ first, others }, signal) => {
      const [{ compareAll }, { thumbnailPlane }] = await Promise.all([
        import('../match/compare.ts'),
        import('./thumbnail-plane.ts'),
      ])
      return compareAll(first, others, thumbnailPlane, signal)
    },
  }
}

// What a kind needs is loaded with its first file: a thread that only sees pictures starts without a PDF reader.
async function fingerprint(
  request: FingerprintRequest,
  signal: AbortSignal,
  find: FfmpegFinder,
): Promise<FingerprintResult> {
  switch (request.kind) {
    case 'image':
      return fingerprintImage(request, signal)
    case 'audio':
      return (await import('./fingerprint-audio.ts')).fingerprintAudio(request, signal, find)
    case 'text':
      return (await import('./fingerprint-text.ts')).fingerprintText(request, signal)
    case 'video':
      return (await import('./fingerprint-video.ts')).fingerprintVideo(request, signal, find)
  }
}

async function features(request: FeaturesRequest, signal: AbortSignal, find: FfmpegFinder): Promise<FeaturesResult> {
  switch (request.kind) {
    case 'image':
      return (await import('./features-image.ts')).imageFeatures(request, signal)
    case 'audio':
      return (await import('./features-audio.ts')).audioFeatures(request, signal, find)
    case 'text':
      return (await import('./features-text.ts')).textFeatures(request, signal)
    case 'video':
      return (await import('./features-video.ts')).videoFeatures(request, signal, find)
  }
}

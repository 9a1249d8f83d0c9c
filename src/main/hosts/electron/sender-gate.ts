import { appOrigin, isAppAddress } from './addresses.ts'

/** The part of Electron's WebFrameMain that tells where a message comes from. */
export type Frame = {
  readonly frameToken: string
  readonly origin: string
  readonly url: string
  readonly detached: boolean
  readonly parent: unknown
}

/**
 * Whether a message may be listened to at all: its sender is the main frame of our window and shows our page now.
 * A frame that has navigated or gone is null, and denied.
 */
export function isOurPage(sender: Frame | null, mainFrame: Frame | null): sender is Frame {
  if (sender === null || mainFrame === null) return false
  if (sender.parent !== null || sender.detached || sender.frameToken !== mainFrame.frameToken) return false
  return sender.origin === appOrigin && isAppAddress(sender.url)
}

import { type ComponentProps, type RefObject, useEffect, useRef, useState } from 'react'
import { heldWithin, shareAt } from './timeline.ts'

/** What keeps a sound from being heard: the program lacks its format, the file is out of reach, or its data is damaged. */
export type Trouble = 'unplayable' | 'gone' | 'broken'

export type Sound = {
  playing: boolean
  seconds: number
  durationSeconds: number
  trouble: Trouble | null
  toggle(): void
  seek(seconds: number): void
  /** For the audio element. */
  element: ComponentProps<'audio'>
}

/**
 * Plays one file. The element that `plot` holds gets the custom property `--at`, the share of the sound that has been heard, with every
 * frame; the component itself is drawn anew four times a second.
 * @param knownSeconds the length by the fingerprint; the plots are drawn to it. Without it the element's own counts.
 */
export function useSound(
  plot: RefObject<HTMLElement | null>,
  mediaType: string,
  knownSeconds: number | undefined,
): Sound {
  const ref = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [seconds, setSeconds] = useState(0)
  const [ownSeconds, setOwnSeconds] = useState(0)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const durationSeconds = knownSeconds ?? ownSeconds

  useEffect(() => {
    const show = (at: number) => plot.current?.style.setProperty('--at', shareAt(at, durationSeconds).toFixed(5))
    show(seconds)
    if (!playing) return
    let frame = requestAnimationFrame(function draw() {
      show(ref.current?.currentTime ?? 0)
      frame = requestAnimationFrame(draw)
    })
    return () => cancelAnimationFrame(frame)
  }, [plot, playing, seconds, durationSeconds])

  const toggle = () => {
    const audio = ref.current
    if (audio === null || trouble !== null) return
    if (!audio.paused) audio.pause()
    // A refusal is told by the element's own error; AbortError only says that a pause came first.
    else audio.play().catch(() => setPlaying(false))
  }
  const seek = (to: number) => {
    const at = heldWithin(to, durationSeconds)
    if (ref.current !== null) ref.current.currentTime = at
    setSeconds(at)
  }
  return {
    playing,
    seconds,
    durationSeconds,
    trouble,
    toggle,
    seek,
    element: {
      ref,
      preload: 'metadata',
      onPlay: () => setPlaying(true),
      onPause: () => setPlaying(false),
      onTimeUpdate: ({ currentTarget }) => setSeconds(currentTarget.currentTime),
      onLoadedMetadata: ({ currentTarget }) => {
        if (Number.isFinite(currentTarget.duration)) setOwnSeconds(currentTarget.duration)
      },
      onError: ({ currentTarget }) => {
        setPlaying(false)
        setTrouble(troubleOf(currentTarget, mediaType))
      },
    },
  }
}

/** An element tells a missing file and an unknown format by the same code; whether it knows the type parts the two. */
export function troubleOf(
  media: Pick<HTMLMediaElement, 'canPlayType'> & { error: Pick<MediaError, 'code'> | null },
  mediaType: string,
): Trouble {
  // 3 is MEDIA_ERR_DECODE.
  if (media.error?.code === 3) return 'broken'
  return media.canPlayType(mediaType) === '' ? 'unplayable' : 'gone'
}

import { useEffect, useRef, useState } from 'react'
import { VisuallyHidden } from '../../components/visually-hidden.tsx'

const everyMs = 15_000

/** Speaks how far a batch is now and then, not with every file. */
export function BatchLive({ text }: { text: string }) {
  const latest = useRef(text)
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    latest.current = text
  }, [text])
  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), everyMs)
    return () => clearInterval(timer)
  }, [])
  return <VisuallyHidden live>{spoken}</VisuallyHidden>
}

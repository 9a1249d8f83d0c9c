import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  fitted,
  held,
  middleOf,
  type Placement,
  panned,
  type Point,
  type Size,
  wheelFactor,
  zoomedTo,
  zoomStep,
} from './zoom.ts'

export type Zoom = {
  placement: Placement
  /** For the stage's element. */
  handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void
    onPointerMove(event: PointerEvent<HTMLElement>): void
    onPointerUp(event: PointerEvent<HTMLElement>): void
    onPointerCancel(event: PointerEvent<HTMLElement>): void
    onDoubleClick(event: { clientX: number; clientY: number }): void
  }
  dragging: boolean
  fit(): void
  /** One CSS pixel for one of the picture's. */
  full(): void
  closer(): void
  further(): void
  pan(by: Point): void
}

const noSize: Size = { width: 1, height: 1 }

/** Zoom and pan of a picture on a stage: wheel, pinch, drag, double click, and whatever the caller binds to keys. */
export function useZoom(ref: RefObject<HTMLElement | null>, picture: Size): Zoom {
  const stage = useRef<Size>(noSize)
  const pictureNow = useRef(picture)
  pictureNow.current = picture
  const [placement, setPlacement] = useState<Placement>(() => fitted(noSize, picture))
  const [dragging, setDragging] = useState(false)
  const pointers = useRef(new Map<number, Point>())

  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = () => {
      stage.current = { width: element.clientWidth, height: element.clientHeight }
      setPlacement((now) =>
        now.fitted ? fitted(stage.current, pictureNow.current) : held(stage.current, pictureNow.current, now),
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])

  useLayoutEffect(() => {
    setPlacement(fitted(stage.current, { width: picture.width, height: picture.height }))
  }, [picture.width, picture.height])

  const zoomBy = (factor: number, at?: Point) =>
    setPlacement((now) =>
      zoomedTo(stage.current, pictureNow.current, now, now.scale * factor, at ?? middleOf(stage.current)),
    )
  const zoomTo = (scale: number, at?: Point) =>
    setPlacement((now) => zoomedTo(stage.current, pictureNow.current, now, scale, at ?? middleOf(stage.current)))
  const pan = (by: Point) => setPlacement((now) => panned(stage.current, pictureNow.current, now, by))
  const fit = () => setPlacement(fitted(stage.current, pictureNow.current))

  // React listens passively to the wheel; only an own listener may keep the page from scrolling.
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const point = pointIn(element, event)
      const factor = wheelFactor(event)
      setPlacement((now) => zoomedTo(stage.current, pictureNow.current, now, now.scale * factor, point))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [ref])

  const release = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId)
    setDragging(pointers.current.size > 0)
  }
  return {
    placement,
    dragging,
    fit,
    full: () => zoomTo(1),
    closer: () => zoomBy(zoomStep),
    further: () => zoomBy(1 / zoomStep),
    pan,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        pointers.current.set(event.pointerId, pointIn(event.currentTarget, event))
        setDragging(true)
      },
      onPointerMove: (event) => {
        const before = pointers.current.get(event.pointerId)
        if (before === undefined) return
        const now = pointIn(event.currentTarget, event)
        const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
        pointers.current.set(event.pointerId, now)
        if (other === undefined) pan({ x: now.x - before.x, y: now.y - before.y })
        else zoomBy(distance(now, other) / Math.max(1, distance(before, other)), between(now, other))
      },
      onPointerUp: release,
      onPointerCancel: release,
      onDoubleClick: (event) => {
        const element = ref.current
        if (element === null) return
        if (placement.fitted) zoomTo(Math.max(1, placement.scale * 2), pointIn(element, event))
        else fit()
      },
    },
  }
}

function pointIn(element: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const { left, top } = element.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top }
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)
const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

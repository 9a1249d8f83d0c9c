// Looking closely: which part of a picture stands where on its stage. Pure; sizes in CSS pixels, `scale` in CSS pixels per pixel of the picture.

export type Size = { readonly width: number; readonly height: number }
export type Point = { readonly x: number; readonly y: number }
/** `fitted` keeps the whole picture in view when the stage changes its size. `x`, `y`: the picture's upper left corner on the stage. */
export type Placement = { readonly scale: number; readonly x: number; readonly y: number; readonly fitted: boolean }

export const mostScale = 16
/** Step of a key press or of the wheel's notch. */
export const zoomStep = 1.25
const leastScale = 0.02

/** The scale at which the whole picture is in view; small pictures are not blown up. */
export function fitScale(stage: Size, picture: Size): number {
  return Math.min(1, stage.width / picture.width, stage.height / picture.height)
}

/** The whole picture, in the middle. */
export function fitted(stage: Size, picture: Size): Placement {
  return { ...centred(stage, picture, fitScale(stage, picture)), fitted: true }
}

function centred(stage: Size, picture: Size, scale: number): Placement {
  const x = (stage.width - picture.width * scale) / 2
  const y = (stage.height - picture.height * scale) / 2
  return { scale, x, y, fitted: false }
}

/** No edge comes further in than the stage's own; what is smaller than the stage stands in the middle. */
export function held(stage: Size, picture: Size, placement: Placement): Placement {
  const axis = (offset: number, room: number, length: number) =>
    length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, offset))
  return {
    ...placement,
    x: axis(placement.x, stage.width, picture.width * placement.scale),
    y: axis(placement.y, stage.height, picture.height * placement.scale),
  }
}

/** Another scale, with what is under `point` of the stage staying there. Never smaller than what fits. */
export function zoomedTo(stage: Size, picture: Size, before: Placement, scale: number, point: Point): Placement {
  const least = Math.max(leastScale, fitScale(stage, picture))
  const next = Math.min(mostScale, Math.max(least, scale))
  if (next <= least) return fitted(stage, picture)
  const factor = next / before.scale
  const moved = {
    scale: next,
    fitted: false,
    x: point.x - (point.x - before.x) * factor,
    y: point.y - (point.y - before.y) * factor,
  }
  return held(stage, picture, moved)
}

/** Moved by a distance on the stage. */
export function panned(stage: Size, picture: Size, before: Placement, by: Point): Placement {
  return held(stage, picture, { ...before, x: before.x + by.x, y: before.y + by.y })
}

/** The middle of a stage. */
export function middleOf({ width, height }: Size): Point {
  return { x: width / 2, y: height / 2 }
}

/** How much a turn of the wheel or a pinch zooms; a pinch comes as a wheel event with Ctrl and small distances. */
export function wheelFactor(event: { deltaY: number; deltaMode: number; ctrlKey: boolean }): number {
  const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY
  return Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0022))
}

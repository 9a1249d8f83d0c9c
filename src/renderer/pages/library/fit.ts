/** The largest whole-pixel size with the picture's proportions that fits the box; never smaller than one pixel. */
export function fitInto(
  width: number,
  height: number,
  boxWidth: number,
  boxHeight: number,
): { width: number; height: number } {
  const scale = Math.min(boxWidth / width, boxHeight / height)
  const side = (length: number, most: number) => Math.min(most, Math.max(1, Math.round(length * scale)))
  return { width: side(width, boxWidth), height: side(height, boxHeight) }
}

// Reads back the path data that the seal writes (M, L, Q, h, v, Z) and tells which points it covers by the even-odd rule.

type Point = readonly [number, number]

export function polygons(path: string): Point[][] {
  const shapes: Point[][] = []
  let current: Point[] = []
  let [x, y] = [0, 0]
  for (const [, command = '', rest = ''] of path.matchAll(/([MLQAhvZ])([^MLQAhvZ]*)/g)) {
    const n = rest
      .trim()
      .split(/[\s,]+/)
      .filter((word) => word !== '')
      .map(Number)
    const go = (toX: number, toY: number) => {
      ;[x, y] = [toX, toY]
      current.push([x, y])
    }
    if (command === 'M') {
      current = []
      shapes.push(current)
      go(n[0] ?? Number.NaN, n[1] ?? Number.NaN)
    } else if (command === 'L') go(n[0] ?? Number.NaN, n[1] ?? Number.NaN)
    else if (command === 'A') {
      // A quarter turn, clockwise: its middle lies on the left of the chord by r(1 − cos 45°).
      const [r = Number.NaN, toX = Number.NaN, toY = Number.NaN] = [n[0], n[5], n[6]]
      const [dx, dy] = [toX - x, toY - y]
      const bulge = (r * (1 - Math.SQRT1_2)) / Math.max(1e-9, Math.hypot(dx, dy))
      go(x + dx / 2 + dy * bulge, y + dy / 2 - dx * bulge)
      go(toX, toY)
    } else if (command === 'h') go(x + (n[0] ?? Number.NaN), y)
    else if (command === 'v') go(x, y + (n[0] ?? Number.NaN))
    else if (command === 'Q') {
      const [x0, y0, cx = Number.NaN, cy = Number.NaN, x1 = Number.NaN, y1 = Number.NaN] = [x, y, ...n]
      for (let i = 1; i <= 6; i++) {
        const t = i / 6
        go((1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1)
      }
    }
  }
  if (shapes.flat(2).some(Number.isNaN)) throw new Error(`not a path: ${path.slice(0, 80)}`)
  return shapes
}

export function covers(shapes: Point[][], x: number, y: number): boolean {
  let inside = false
  for (const shape of shapes) {
    for (let i = 0, j = shape.length - 1; i < shape.length; j = i++) {
      const [xi, yi] = shape[i] ?? [0, 0]
      const [xj, yj] = shape[j] ?? [0, 0]
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
    }
  }
  return inside
}

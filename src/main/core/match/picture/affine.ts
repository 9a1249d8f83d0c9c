// Maps of a plane on a plane: x' = a x + b y + c, y' = d x + e y + f.

/** A rectangle in shares of a picture's sides inside its borders, 0–1. */
export type Region = { left: number; top: number; width: number; height: number }

/** [a, b, c, d, e, f] */
export type Affine = readonly [number, number, number, number, number, number]

/** Of two sets of points the map that takes the first to the second with the least squared error; null where they lie on a line. */
export function fitAffine(
  from: readonly (readonly [number, number])[],
  to: readonly (readonly [number, number])[],
): Affine | null {
  const n = from.length
  if (n < 3) return null
  const mean = (points: readonly (readonly [number, number])[]): [number, number] => {
    let [x, y] = [0, 0]
    for (const point of points) {
      x += point[0]
      y += point[1]
    }
    return [x / n, y / n]
  }
  const [mx, my] = mean(from)
  const [tx, ty] = mean(to)
  let [xx, xy, yy, xu, yu, xv, yv] = [0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [fx = 0, fy = 0] = from[i] ?? []
    const [gx = 0, gy = 0] = to[i] ?? []
    const [x, y, u, v] = [fx - mx, fy - my, gx - tx, gy - ty]
    xx += x * x
    xy += x * y
    yy += y * y
    xu += x * u
    yu += y * u
    xv += x * v
    yv += y * v
  }
  const determinant = xx * yy - xy * xy
  // Nearly on a line: whatever lies beside it could be anywhere.
  if (determinant < 1e-3 * (xx + yy) ** 2) return null
  const a = (xu * yy - yu * xy) / determinant
  const b = (yu * xx - xu * xy) / determinant
  const d = (xv * yy - yv * xy) / determinant
  const e = (yv * xx - xv * xy) / determinant
  return [a, b, tx - a * mx - b * my, d, e, ty - d * mx - e * my]
}

/** By how much lengths grow at least and at most; null for a map that mirrors. */
export function growth([a, b, , d, e]: Affine): { least: number; most: number } | null {
  const determinant = a * e - b * d
  if (determinant <= 0) return null
  const half = (a * a + b * b + d * d + e * e) / 2
  const most = Math.sqrt(half + Math.sqrt(Math.max(0, half * half - determinant * determinant)))
  return { least: determinant / most, most }
}

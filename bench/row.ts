// One line of the table: what was measured, what it stands beside, and whether it is good enough. Pure.

export type Spread = { median: number; least: number; most: number }

export type Limit = { of: 'value' | 'ratio'; is: 'at least' | 'at most'; bound: number }

export type Row = {
  topic: string
  figure: string
  unit: string
  value: Spread
  /** Measured in the same run, in the same unit. Without a value it was not here. */
  peer?: { name: string; value: Spread | null }
  /** Our value over the peer's, repetition by repetition, so that a slow minute of the machine slows both. */
  ratio?: Spread
  limit?: Limit
  /** Null where there is no limit, or nothing to hold it against. */
  holds: boolean | null
  note?: string
}

export type Measured = {
  topic: string
  figure: string
  unit: string
  values: readonly number[]
  /** No values: the peer was not here. One value serves for every repetition. */
  peer?: { name: string; values: readonly number[] }
  limit?: Limit
  note?: string
}

/** `q` from 0 to 1; between two values the nearer one below, so that the result is always a value that was seen. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]
  if (found === undefined) throw new RangeError('no values')
  return found
}

/** Median (the mean of the middle two where their number is even), least and most. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const low = sorted[(sorted.length - 1) >> 1]
  const high = sorted[sorted.length >> 1]
  if (low === undefined || high === undefined) throw new RangeError('no values')
  return { median: (low + high) / 2, least: Math.min(...sorted), most: Math.max(...sorted) }
}

/** Whether a measured spread keeps a limit: its median decides. */
export function keeps(spread: Spread, limit: Limit): boolean {
  return limit.is === 'at least' ? spread.median >= limit.bound : spread.median <= limit.bound
}

function ratios(values: readonly number[], peers: readonly number[]): number[] {
  return values.map((value, index) => {
    const peer = peers.length === 1 ? peers[0] : peers[index]
    if (peer === undefined) throw new RangeError('a peer for every value, or one for all')
    return value / peer
  })
}

export function toRow({ topic, figure, unit, values, peer, limit, note }: Measured): Row {
  const value = spreadOf(values)
  const ratio = peer === undefined || peer.values.length === 0 ? undefined : spreadOf(ratios(values, peer.values))
  const judged = limit?.of === 'ratio' ? ratio : value
  return {
    topic,
    figure,
    unit,
    value,
    ...(peer === undefined
      ? {}
      : { peer: { name: peer.name, value: peer.values.length === 0 ? null : spreadOf(peer.values) } }),
    ...(ratio === undefined ? {} : { ratio }),
    ...(limit === undefined ? {} : { limit }),
    holds: limit === undefined || judged === undefined ? null : keeps(judged, limit),
    ...(note === undefined ? {} : { note }),
  }
}

export const atMost = (bound: number, of: Limit['of'] = 'value'): Limit => ({ of, is: 'at most', bound })
export const atLeast = (bound: number, of: Limit['of'] = 'value'): Limit => ({ of, is: 'at least', bound })

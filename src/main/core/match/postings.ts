/**
 * Which works hold which 32-bit keys. Most lie in two sorted arrays, 8 bytes an entry; new ones wait in a table until they are an eighth
 * of all. Works are small numbers that the caller gives out and does not use twice.
 */
export class Postings {
  #keys = new Uint32Array(0)
  #works = new Uint32Array(0)
  #fresh = new Map<number, number[]>()
  #freshCount = 0
  readonly #removed = new Set<number>()
  #entries = 0

  /** Of all works, the removed ones included. */
  get entries(): number {
    return this.#entries
  }

  add(work: number, keys: Iterable<number>): void {
    for (const key of keys) {
      const works = this.#fresh.get(key)
      if (works === undefined) this.#fresh.set(key, [work])
      else works.push(work)
      this.#freshCount++
      this.#entries++
    }
    if (this.#freshCount > 65_536 && this.#freshCount * 8 > this.#keys.length) this.#merge()
  }

  /** Its entries go with the next merge and are not told from now on. */
  remove(work: number): void {
    this.#removed.add(work)
  }

  /** Each work that holds the key, once per entry; none where more than `most` entries do: such a key tells little. */
  worksOf(key: number, most = Number.POSITIVE_INFINITY): number[] {
    const fresh = this.#fresh.get(key)
    const from = this.#firstAt(key)
    const to = this.#keys[from] === key ? this.#firstAt(key + 1) : from
    if (to - from + (fresh?.length ?? 0) > most) return []
    const works = fresh === undefined ? [] : [...fresh]
    for (let at = from; at < to; at++) works.push(this.#works[at] ?? 0)
    return this.#removed.size === 0 ? works : works.filter((work) => !this.#removed.has(work))
  }

  #firstAt(key: number): number {
    let low = 0
    let high = this.#keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#keys[middle] ?? 0) < key) low = middle + 1
      else high = middle
    }
    return low
  }

  #merge(): void {
    const added = [...this.#fresh].sort(([left], [right]) => left - right)
    const keys = new Uint32Array(this.#keys.length + this.#freshCount)
    const works = new Uint32Array(keys.length)
    let end = 0
    const put = (key: number, work: number): void => {
      if (this.#removed.has(work)) return
      keys[end] = key
      works[end++] = work
    }
    let old = 0
    for (const [key, fresh] of added) {
      for (; old < this.#keys.length && (this.#keys[old] ?? 0) <= key; old++)
        put(this.#keys[old] ?? 0, this.#works[old] ?? 0)
      for (const work of fresh) put(key, work)
    }
    for (; old < this.#keys.length; old++) put(this.#keys[old] ?? 0, this.#works[old] ?? 0)
    this.#keys = keys.slice(0, end)
    this.#works = works.slice(0, end)
    this.#fresh = new Map()
    this.#freshCount = 0
    this.#removed.clear()
  }
}

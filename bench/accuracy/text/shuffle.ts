/** A copy in an order that `random`, 0–1, draws (Fisher and Yates). */
export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const order = [...values]
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const taken = order.splice(other, 1)
    order.splice(last, 0, ...taken)
  }
  return order
}

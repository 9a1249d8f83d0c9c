/** Marks a branch that the types rule out; reaching it means data from outside broke a promise. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}

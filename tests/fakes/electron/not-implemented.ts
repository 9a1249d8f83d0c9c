/** Reads of anything the double does not have fail at once: a silent undefined would let a test pass for nothing. */
export function covered<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key in object || typeof key === 'symbol' || key === 'then' || key === 'toJSON') {
        return Reflect.get(object, key, receiver)
      }
      throw new Error(`electron double: ${name}.${key} is not implemented`)
    },
  })
}

/** A module that the program under test has no business with so far. */
export function absent(name: string): object {
  return covered(name, {})
}

/** Electron's cancellable events. */
export class CancellableEvent {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

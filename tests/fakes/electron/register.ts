import { registerHooks } from 'node:module'

// node --import ./register.ts out/main/electron.js: every `electron` import becomes the double.

const url = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main' ? { url, shortCircuit: true } : next(specifier, context),
})

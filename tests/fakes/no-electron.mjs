// node --import no-electron.mjs …: a machine on which the electron package is not installed. Whoever asks for it fails.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier.startsWith('electron/')) throw new Error('electron is not installed here')
    return next(specifier, context)
  },
})

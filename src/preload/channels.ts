// The whole surface between the page's process and the shell: two requests inwards, two notices outwards.

/** Page → shell: asks for a port to the core. No arguments. */
export const connectChannel = 'metastamp:connect'
/** Page → shell: absolute paths of dropped files, made by the preload alone. */
export const addDroppedChannel = 'metastamp:add-dropped'
/** Shell → page: carries exactly one message port. */
export const portChannel = 'metastamp:port'
/** Shell → page: the id of a menu command. */
export const commandChannel = 'metastamp:command'

/** What the shell answers to either request, whatever happens. */
export type Envelope<T> =
  | { ok: true; value: T }
  | { ok: false; failure: { code: string; message: string; retryable: boolean } }

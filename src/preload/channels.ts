// The whole surface between the page's process and the shell: five requests inwards, two notices outwards.

/** Page → shell: asks for a port to the core. No arguments. */
export const connectChannel = 'metastamp:connect'
/** Page → shell: absolute paths of dropped files, made by the preload alone. */
export const addDroppedChannel = 'metastamp:add-dropped'
/** Page → shell: ids of works whose files the system's drag takes along. */
export const dragOutChannel = 'metastamp:drag-out'
/** Page → shell: a key of the page's choosing, and the absolute path of a file to compare with the library. */
export const lookUpChannel = 'metastamp:look-up'
/** Page → shell: the key of a look-up nobody waits for any more. */
export const endLookUpChannel = 'metastamp:end-look-up'
/** Shell → page: carries exactly one message port. */
export const portChannel = 'metastamp:port'
/** Shell → page: the id of a menu command. */
export const commandChannel = 'metastamp:command'

/** What the shell answers to each request, whatever happens. */
export type Envelope<T> =
  | { ok: true; value: T }
  | { ok: false; failure: { code: string; message: string; retryable: boolean } }

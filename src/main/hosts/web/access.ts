import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Who may speak to this launch of the host: the one who knows its token, and the browser that traded it for a cookie. */
export type Access = {
  /** 256 random bits as base64url; part of the printed address. */
  readonly token: string
  isToken(candidate: string): boolean
  /** `Set-Cookie` for a browser that has shown the token. */
  cookie(port: number): string
  hasCookie(header: string | undefined, port: number): boolean
}

/** Token and session are independent: the address in a history or a terminal does not give the cookie away, nor the other way round. */
export function createAccess(): Access {
  const token = randomBytes(32).toString('base64url')
  const session = randomBytes(32).toString('base64url')
  return {
    token,
    isToken: (candidate) => equalInConstantTime(candidate, token),
    // Cookies do not tell ports apart, so the name does: two programs side by side keep their own.
    cookie: (port) => `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`,
    hasCookie: (header, port) =>
      cookieValues(header ?? '', cookieName(port)).reduce(
        (found, value) => equalInConstantTime(value, session) || found,
        false,
      ),
  }
}

function cookieName(port: number): string {
  return `metastamp-${port}`
}

/** Digests have one length, so neither length nor content of a guess can be timed. */
function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}

function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1))
}

// The one content policy of the product. Both hosts send it as a header with everything they serve.

export type PolicyOrigins = {
  /** Where pictures, sound and film may come from besides the page's own origin. */
  media?: readonly string[]
  /** What the page may connect to besides its own origin. */
  connect?: readonly string[]
}

/**
 * No inline script, no eval, no inline style, nothing remote, no frames, no forms, and no string that becomes markup
 * (trusted types without a single policy). Styles set through the CSSOM, as React and Radix do, stay possible.
 */
export function contentPolicy(origins: PolicyOrigins = {}): string {
  const media = ["'self'", 'blob:', ...(origins.media ?? [])].join(' ')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${media}`,
    `media-src ${media}`,
    "font-src 'self'",
    ["connect-src 'self'", ...(origins.connect ?? [])].join(' '),
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** For a creator's own file: whatever it holds, it can run nothing and reach nothing. */
export const mediaPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

const deniedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'sync-xhr',
  'usb',
  'xr-spatial-tracking',
  'clipboard-read',
]

/** Headers of every answer. Copying a fingerprint to the clipboard is the one permission the page keeps. */
export function securityHeaders(policy: string): Record<string, string> {
  return {
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': [...deniedFeatures.map((name) => `${name}=()`), 'clipboard-write=(self)'].join(', '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}

/** Bytes in parts to text in parts. */
export type TextPartDecoder = {
  decode(bytes: Uint8Array): string
  /** What the end of the bytes leaves: nothing, or U+FFFD for half a character. */
  finish(): string
}

/** A decoder for a name that `encodingOf` gave. What cannot be decoded becomes U+FFFD. */
export function decoderFor(encoding: string): TextPartDecoder {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return utf32Decoder(encoding === 'utf-32le')
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  return { decode: (bytes) => decoder.decode(bytes, { stream: true }), finish: () => decoder.decode() }
}

/** TextDecoder has no UTF-32. */
function utf32Decoder(littleEndian: boolean): TextPartDecoder {
  let held = new Uint8Array(0)
  return {
    decode(bytes) {
      const all = new Uint8Array(held.length + bytes.length)
      all.set(held)
      all.set(bytes, held.length)
      const whole = all.length - (all.length % 4)
      held = all.slice(whole)
      const view = new DataView(all.buffer)
      let text = ''
      for (let at = 0; at < whole; at += 4) {
        const code = view.getUint32(at, littleEndian)
        text += code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd'
      }
      return text
    },
    finish: () => (held.length === 0 ? '' : '\ufffd'),
  }
}

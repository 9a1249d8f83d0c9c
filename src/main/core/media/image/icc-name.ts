/**
 * The name a colour profile gives itself, null when it gives none that can be read (ICC.1:2022 §7.3, §10.15; version 2's
 * textDescriptionType). Bytes come from files: every offset is checked.
 */
export function iccProfileName(profile: Uint8Array): string | null {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength)
  if (view.byteLength < 132) return null
  const tags = Math.min(view.getUint32(128), 100)
  for (let tag = 0; tag < tags; tag++) {
    const entry = 132 + tag * 12
    if (entry + 12 > view.byteLength) return null
    if (view.getUint32(entry) !== 0x64657363) continue
    const start = view.getUint32(entry + 4)
    const end = Math.min(view.byteLength, start + view.getUint32(entry + 8))
    return start + 28 > end ? null : readText(view, start, end)
  }
  return null
}

function readText(view: DataView, start: number, end: number): string | null {
  let text = ''
  if (view.getUint32(start) === 0x6d6c7563) {
    const length = view.getUint32(start + 20)
    const from = start + view.getUint32(start + 24)
    for (let at = from; at + 1 < Math.min(end, from + length, from + 200); at += 2)
      text += String.fromCharCode(view.getUint16(at))
  } else {
    const from = start + 12
    const length = view.getUint32(start + 8)
    for (let at = from; at < Math.min(end, from + length, from + 100); at++)
      text += String.fromCharCode(view.getUint8(at))
  }
  const name = text.replace(/[\u0000-\u001f\u007f]/g, '').trim()
  return name === '' ? null : name
}

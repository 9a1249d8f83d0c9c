// A writer of small PDFs for tests: text pages in Helvetica, pages with nothing but a picture, and ways to break them.

type PdfOptions = {
  /** Lines of each page; a page without lines shows a picture. */
  pages: readonly (readonly string[])[]
  title?: string
  /** With a password that nobody knows. */
  encrypted?: boolean
}

function escape(text: string): string {
  return text.replace(/[\\()]/g, (character) => `\\${character}`)
}

function textContent(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escape(line)}) Tj T*`).join('\n')
  return `BT /F1 12 Tf 14 TL 72 720 Td\n${shown}\nET`
}

const picture = 'q 400 0 0 500 100 150 cm /Im1 Do Q'

export function smallPdf({ pages, title, encrypted = false }: PdfOptions): Buffer {
  const objects: string[] = []
  const add = (body: string): number => objects.push(body)
  const catalog = add('<< /Type /Catalog /Pages 2 0 R >>')
  add('')
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  const pixels = Array.from({ length: 64 }, (_, i) =>
    ((i * 37 + (i >> 3) * 101) % 256).toString(16).padStart(2, '0'),
  ).join('')
  const image = add(
    `<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /ASCIIHexDecode /Length ${pixels.length + 1} >>\nstream\n${pixels}>\nendstream`,
  )
  const kids = pages.map((lines) => {
    const content = lines.length === 0 ? picture : textContent(lines)
    const stream = add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${stream} 0 R /Resources << /Font << /F1 ${font} 0 R >> /XObject << /Im1 ${image} 0 R >> >> >>`,
    )
  })
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`
  const info = title === undefined ? null : add(`<< /Title (${escape(title)}) >>`)
  const secret = `<${'5a'.repeat(32)}>`
  const lock = encrypted ? add(`<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O ${secret} /U ${secret} >>`) : null
  let out = '%PDF-1.4\n'
  const offsets = objects.map((body, i) => {
    const offset = out.length
    out += `${i + 1} 0 obj\n${body}\nendobj\n`
    return offset
  })
  const start = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  for (const offset of offsets) out += `${String(offset).padStart(10, '0')} 00000 n \n`
  const extras = `${info === null ? '' : ` /Info ${info} 0 R`}${lock === null ? '' : ` /Encrypt ${lock} 0 R /ID [${secret} ${secret}]`}`
  out += `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R${extras} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(out, 'latin1')
}

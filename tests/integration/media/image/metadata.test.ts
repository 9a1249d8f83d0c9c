import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { MetadataFields } from '../../../../src/shared/domain/fingerprint.ts'
import { iccProfileName } from '../../../../src/main/core/media/image/icc-name.ts'
import { readMetadataFields } from '../../../../src/main/core/media/image/metadata.ts'
import { scene } from './make-files.ts'

const none = { exif: null, iptc: null, xmp: null }

async function fieldsOf(image: Sharp): Promise<MetadataFields> {
  const { exif, iptc, xmp } = await sharp(await image.toBuffer()).metadata()
  return readMetadataFields({ exif: exif ?? null, iptc: iptc ?? null, xmp: xmp ?? null })
}

const xmp = (inner: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4">${inner}</rdf:Description></rdf:RDF></x:xmpmeta>`

describe('metadata', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'reads EXIF from %s: text cleaned, numbers as numbers, places in degrees',
    async (format) => {
      const tagged = scene(40, 30).withExif({
        IFD0: { Make: '  Cam\u0007era  ', Artist: 'A. Maker' },
        IFD2: {
          FNumber: '28/10',
          ExposureTime: '1/125',
          ISOSpeedRatings: '200',
          DateTimeOriginal: '2024:01:02 03:04:05',
        },
        IFD3: {
          GPSLatitudeRef: 'S',
          GPSLatitude: '51/1 30/1 0/1',
          GPSLongitudeRef: 'W',
          GPSLongitude: '1/1 15/1 0/1',
        },
      })
      const fields = await fieldsOf(tagged.toFormat(format))
      expect(fields).toMatchObject({
        Make: 'Cam era',
        Artist: 'A. Maker',
        FNumber: 2.8,
        ExposureTime: 0.008,
        ISOSpeedRatings: 200,
        DateTimeOriginal: '2024:01:02 03:04:05',
        GPSLatitude: -51.5,
        GPSLongitude: -1.25,
      })
      expect(Object.keys(fields).filter((name) => /Ref$|Pointer/.test(name))).toEqual([])
      expect(MetadataFields.parse(fields)).toEqual(fields)
    },
  )

  it('reads XMP, after EXIF', async () => {
    const described = xmp('<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator>')
    const fields = await fieldsOf(scene(40, 30).withXmp(described).jpeg())
    expect(fields).toMatchObject({ creator: 'Ada, Bo', Rating: '4' })
  })

  it('bounds what strangers wrote: length and number of fields', () => {
    const many = Array.from({ length: 400 }, (_, i) => `<xmp:f${i}>${i === 0 ? 'y'.repeat(5000) : i}</xmp:f${i}>`).join(
      '',
    )
    const fields = readMetadataFields({ ...none, xmp: new TextEncoder().encode(xmp(many)) })
    const texts = Object.values(fields).filter((value) => typeof value === 'string')
    expect({ fields: Object.keys(fields).length, longest: Math.max(...texts.map((text) => text.length)) }).toEqual({
      fields: 150,
      longest: 1000,
    })
  })

  it('never fails a picture: any bytes give fields of the public shape', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ maxLength: 400 }), (first, second) => {
        const tiff = new Uint8Array([0x49, 0x49, 42, 0, 8, 0, 0, 0, ...first])
        const fields = readMetadataFields({ exif: tiff, iptc: second, xmp: second })
        expect(MetadataFields.parse(fields)).toEqual(fields)
      }),
    )
    expect(readMetadataFields(none)).toEqual({})
  })
})

describe('a colour profile', () => {
  it('says its name, and nothing when it is cut or made up', async () => {
    const { icc } = await sharp(await scene(8, 8).withIccProfile('p3').png().toBuffer()).metadata()
    const profile = icc ?? new Uint8Array(0)
    expect(iccProfileName(profile)).toMatch(/P3/)
    for (let length = 0; length < profile.length; length += 7) {
      const name = iccProfileName(profile.subarray(0, length))
      expect(name === null || typeof name === 'string').toBe(true)
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 100, maxLength: 300 }), (bytes) => {
        const name = iccProfileName(bytes)
        expect(name === null || name.length > 0).toBe(true)
      }),
    )
  })
})

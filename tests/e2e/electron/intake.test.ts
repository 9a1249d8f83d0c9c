import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPort, type Program, quietPage, startProgram } from './support.ts'

let program: Program
let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'metastamp-drop-'))
  await sharp({ create: { width: 64, height: 48, channels: 3, background: '#406080' } })
    .png()
    .toFile(join(dir, 'a.png'))
  program = startProgram()
})
afterAll(async () => {
  await program.dispose()
  rmSync(dir, { recursive: true, force: true })
})

/** What a bridge function makes of files as Chromium knows them: File objects that lie somewhere on disk. */
async function hand(paths: string[], to: 'addDropped' | 'lookUp'): Promise<unknown> {
  const page = await program.page()
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.id = 'drop-probe'
    document.body.append(input)
  })
  // Over a remote debugger the driver would copy the bytes; Chromium's own command keeps the file where it is.
  const cdp = await page.context().newCDPSession(page)
  const { result } = await cdp.send('Runtime.evaluate', { expression: "document.querySelector('#drop-probe')" })
  await cdp.send('DOM.setFileInputFiles', { files: paths, objectId: result.objectId ?? '' })
  await cdp.detach()
  return page.evaluate(async (name) => {
    const input = document.querySelector<HTMLInputElement>('#drop-probe')
    const files = [...(input?.files ?? [])]
    input?.remove()
    type Bridge = { addDropped(files: File[]): Promise<unknown>; lookUp(key: string, file?: File): Promise<unknown> }
    const { metastamp } = window as unknown as { metastamp: Bridge }
    const asked = name === 'lookUp' ? metastamp.lookUp('a question', files[0]) : metastamp.addDropped(files)
    return asked.catch((error: Error) => ({ refused: error.message }))
  }, to)
}
const drop = (paths: string[]) => hand(paths, 'addDropped')

test('a dropped file becomes a work whose thumbnail the page can show; its path stays out of the answer', async () => {
  const page = await quietPage(program)
  const answer = await drop([join(dir, 'a.png')])
  expect(answer).toEqual({ batchId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  const { client } = await openPort(page)
  await expect
    .poll(
      async () => (await client.library.list({})).items.map(({ title, status, kind }) => ({ title, status, kind })),
      { timeout: 20_000 },
    )
    .toEqual([{ title: expect.stringMatching(/^a(?:\.png)?$/), status: 'ready', kind: 'image' }])
  const [work] = (await client.library.list({})).items
  const size = await page.evaluate(async (address) => {
    const image = new Image()
    image.src = address
    await image.decode()
    return image.naturalWidth > 0 && image.naturalHeight > 0
  }, `https://media.asset.test/${work?.assetId}/thumbnail?v=${work?.thumbnailKey}`)
  expect(size).toBe(true)
})

test('a file is looked up where it lies and not added; one that a script made lies nowhere', async () => {
  const page = await quietPage(program)
  const { client } = await openPort(page)
  const [work] = (await client.library.list({})).items
  const found = await hand([join(dir, 'a.png')], 'lookUp')
  expect(found).toMatchObject({ items: [{ work: { assetId: work?.assetId }, type: 'exact' }] })
  writeFileSync(join(dir, 'broken.png'), 'no picture')
  expect(await hand([join(dir, 'broken.png')], 'lookUp')).toEqual({ refused: expect.stringContaining('broken.png') })
  const refused = await page.evaluate(() => {
    const { metastamp } = window as unknown as { metastamp: { lookUp(key: string, file: unknown): Promise<unknown> } }
    const attempts = [new File(['x'], '/etc/passwd'), '/etc/passwd', { path: '/etc/passwd' }, null]
    return Promise.all(attempts.map((file) => metastamp.lookUp('k', file).then(String, () => 'refused')))
  })
  expect(refused).toEqual(Array.from({ length: 4 }, () => 'refused'))
  expect((await client.library.counts({ query: {} })).total).toBe(1)
})

test('a work is dragged out as its file, by its id alone', async () => {
  const page = await quietPage(program)
  const { client } = await openPort(page)
  const [work] = (await client.library.list({})).items
  const dragged = (ids: unknown) =>
    page.evaluate(async (assetIds) => {
      const { metastamp } = window as unknown as { metastamp: { dragOut(ids: unknown): Promise<unknown> } }
      return metastamp.dragOut(assetIds).catch((error: Error) => ({ refused: error.message }))
    }, ids)
  expect(await dragged([work?.assetId])).toEqual({ files: 1 })
  expect(program.notes.filter(({ note }) => note === 'drag')).toEqual([
    expect.objectContaining({ files: [join(dir, 'a.png')] }),
  ])
  const unknownWork = '01890000-0000-7000-8000-000000000000'
  expect([await dragged([unknownWork]), await dragged(['/etc/passwd']), await dragged([]), await dragged('x')]).toEqual(
    Array.from({ length: 4 }, () => ({ refused: expect.any(String) })),
  )
  expect(program.notes.filter(({ note }) => note === 'drag').length).toBe(1)
})

test('a File that a script made lies nowhere and is refused with a reason', async () => {
  const page = await quietPage(program)
  const refused = await page.evaluate(() => {
    const { metastamp } = window as unknown as { metastamp: { addDropped(files: unknown): Promise<unknown> } }
    const attempts = [[new File(['x'], '/etc/passwd')], [], 'x', null, [{ path: '/etc/passwd' }], ['/etc/passwd']]
    return Promise.all(
      attempts.map((files) =>
        metastamp.addDropped(files).then(
          () => 'accepted',
          (error: Error) => error.message,
        ),
      ),
    )
  })
  expect(refused.filter((message) => message === 'accepted')).toEqual([])
})

test('files chosen in the dialog become works', async () => {
  const folder = join(dir, 'chosen')
  mkdirSync(folder)
  await sharp({ create: { width: 90, height: 70, channels: 3, background: '#a06020' } })
    .jpeg()
    .toFile(join(folder, 'chosen.jpg'))
  const { client } = await openPort(await quietPage(program))
  await program.order('answer', { question: 'dialog.open', value: { canceled: false, filePaths: [folder] } })
  expect(await client.intake.choose({ what: 'folder' })).toEqual({ batchId: expect.any(String) })
  expect(await program.noted('dialog.open')).toMatchObject({
    ofWindow: true,
    options: { properties: ['openDirectory', 'multiSelections'] },
  })
  await expect
    .poll(async () => (await client.library.list({})).items.map(({ mediaType, status }) => `${mediaType} ${status}`), {
      timeout: 20_000,
    })
    .toContain('image/jpeg ready')
  expect(await client.intake.choose({ what: 'files' })).toBeNull()
})

test('a profile that another program uses is refused in a box, with exit code 4 and no window', async () => {
  // As another host or another user's session would: without the instance lock only the profile's own lock stands in the way.
  const other = startProgram({ profileDir: program.profileDir, env: { METASTAMP_DOUBLE_INSTANCE_LOCK: 'off' } })
  expect(await other.exited).toBe(4)
  expect(other.notes.filter(({ note }) => note === 'dialog.error' || note === 'window')).toEqual([
    { note: 'dialog.error', title: 'META-STAMP cannot start', content: expect.any(String) },
  ])
})

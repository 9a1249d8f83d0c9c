import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commandEntry, runCommand } from '../../fakes/command-line.ts'
import { tinyPng } from '../../fakes/tiny-png.ts'

describe('asking by command', () => {
  let dir: string
  let profile: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'metastamp-ask-'))
    profile = join(dir, 'profile')
    const pictures = join(dir, 'pictures')
    await mkdir(pictures)
    await writeFile(join(pictures, 'harbour.png'), tinyPng(7, 64))
    await runCommand(['protect', pictures, '--quiet', '--profile', profile])
  }, 120_000)
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it('answers the nearest ready question without a provider, event by event', async () => {
    const { code, lines: values } = await runCommand([
      'ask',
      'what is my portfolio worth?',
      '--json',
      '--profile',
      profile,
    ])
    expect({ code, events: values.map((value) => z.object({ type: z.string() }).parse(value).type) }).toEqual({
      code: 0,
      events: ['begun', 'tool_call', 'tool_result', 'done'],
    })
    expect(values.at(-1)).toMatchObject({
      answer: {
        state: 'done',
        by: null,
        parts: [{ name: 'estimate_value', result: { type: 'value', estimate: null } }],
      },
    })
  })

  it('says what to do when nobody can answer', async () => {
    const { code, stdout, stderr } = await runCommand(['ask', 'how is the weather?', '--profile', profile])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('set up a provider in Settings')
  })

  it('offers its tools to an agent over the Model Context Protocol, reads only unless it is allowed more', async () => {
    const told = async (flags: string[], work: (client: Client) => Promise<void>) => {
      const client = new Client({ name: 'a test', version: '1' })
      const args = [commandEntry, 'mcp', ...flags, '--profile', profile]
      await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }))
      await work(client)
      await client.close()
    }
    const textOf = (answer: unknown) =>
      z.object({ content: z.array(z.object({ text: z.string() })), isError: z.boolean() }).parse(answer)
    await told([], async (client) => {
      const { tools } = await client.listTools()
      expect(tools.filter(({ annotations }) => annotations?.readOnlyHint !== true)).toEqual([])
      expect(tools.map(({ name }) => name)).toContain('list_works')
      const [works, unknown, write] = [
        textOf(await client.callTool({ name: 'list_works', arguments: { search: 'harbour' } })),
        textOf(await client.callTool({ name: 'open_safe', arguments: {} })),
        textOf(await client.callTool({ name: 'tag_works', arguments: {} })),
      ]
      expect([works.isError, works.content[0]?.text]).toEqual([false, expect.stringContaining('"total":1')])
      expect([unknown, write].map(({ isError, content }) => [isError, content[0]?.text.split('.')[0]])).toEqual([
        [true, 'There is no tool called “open_safe”'],
        [true, 'tag_works changes the library and is not allowed here'],
      ])
    })
    await told(['--allow-writes'], async (client) => {
      const listed = textOf(await client.callTool({ name: 'list_works', arguments: {} })).content[0]?.text ?? ''
      const assetId = /"assetId":"([^"]+)"/.exec(listed)?.[1]
      const tagged = textOf(
        await client.callTool({ name: 'tag_works', arguments: { assetIds: [assetId], tags: ['agent'] } }),
      )
      expect(tagged).toMatchObject({ isError: false, content: [{ text: expect.stringContaining('"works":1') }] })
    })
    // The agent is gone and has left the profile free, with its change in the journal.
    const { lines: values } = await runCommand([
      'ask',
      'which collections and tags do I have',
      '--json',
      '--profile',
      profile,
    ])
    expect(JSON.stringify(values.at(-1))).toContain('"agent"')
  })
})

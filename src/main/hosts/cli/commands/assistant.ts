import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { ProviderState, UsageMonth } from '../../../../shared/contract/assistant-providers.ts'
import { Failure } from '../../../../shared/contract/errors.ts'
import { ProviderId, providerNames } from '../../../../shared/domain/assistant-provider.ts'
import type { Core } from '../../../core/core.ts'
import { exitCode } from '../exit-code.ts'
import type { Session } from '../session.ts'

export type ProviderFlags = { allow?: boolean; forbid?: boolean; first?: boolean; model?: string; address?: string }

const longestKey = 4096

function providerNamed(text: string): ProviderId {
  const provider = ProviderId.safeParse(text.toLowerCase())
  if (provider.success) return provider.data
  throw new Failure('BAD_INPUT', `There is no provider “${text}”. There are ${ProviderId.options.join(', ')}.`)
}

const quietly = { works: false } as const

/** `metastamp assistant providers`: who may answer, in order. */
export async function providers(session: Session): Promise<number> {
  return session.withCore(quietly, ({ client }) => tell(session, client))
}

async function tell({ terminal }: Session, client: Core['client'], only?: ProviderId): Promise<number> {
  const list = await client.providers.list({})
  for (const state of list.providers) {
    if (only === undefined || state.provider === only) await terminal.result(state, () => textOf(state))
  }
  if (only === undefined && list.answers === null) {
    terminal.note(
      'Nobody may answer yet: “metastamp assistant key set openai”, then “metastamp assistant provider openai --allow”.',
    )
  }
  return exitCode.done
}

function textOf(state: ProviderState): string {
  const key = {
    none: state.wantsKey ? 'no key' : 'without a key',
    set: 'key set',
    elsewhere: 'key is for another address',
    sealed: 'key cannot be opened here',
  }
  return [
    `${state.ready ? '●' : '○'} ${state.provider.padEnd(10)}`,
    state.enabled ? 'allowed' : 'not allowed',
    key[state.key],
    state.model === '' ? 'no model chosen' : state.model,
    state.address === '' ? 'no address' : state.address,
  ].join('  ')
}

/** `metastamp assistant provider <name>`: whether it may answer, with which model, at which address. */
export async function setProvider(session: Session, name: string, flags: ProviderFlags): Promise<number> {
  const provider = providerNamed(name)
  if (flags.allow === true && flags.forbid === true)
    throw new Failure('BAD_INPUT', 'Give --allow or --forbid, not both.')
  return session.withCore(quietly, async ({ client }) => {
    const { values } = await client.settings.get({})
    const others = values['assistant.enabled'].filter((each) => each !== provider)
    if (flags.allow === true) {
      session.terminal.note(
        `${providerNames[provider]} gets your questions, and what the assistant reads from your library to answer them.`,
      )
    }
    await client.settings.set({
      values: {
        ...(flags.allow === true ? { 'assistant.enabled': [...others, provider] } : {}),
        ...(flags.forbid === true ? { 'assistant.enabled': others } : {}),
        ...(flags.first === true
          ? { 'assistant.order': [provider, ...values['assistant.order'].filter((each) => each !== provider)] }
          : {}),
        ...(flags.model === undefined
          ? {}
          : { 'assistant.models': { ...values['assistant.models'], [provider]: flags.model } }),
        ...(flags.address === undefined
          ? {}
          : { 'assistant.addresses': { ...values['assistant.addresses'], [provider]: flags.address } }),
      },
    })
    return tell(session, client, provider)
  })
}

/** `metastamp assistant key set <provider>`: the key comes over standard input, where no list of processes and no shell history shows it. */
export async function setKey(session: Session, name: string): Promise<number> {
  const provider = providerNamed(name)
  const key = await readSecret(session, `Key of ${providerNames[provider]} (not shown): `)
  return session.withCore(quietly, async ({ client }) => {
    await client.providers.saveKey({ provider, key })
    return tell(session, client, provider)
  })
}

export async function removeKey(session: Session, name: string): Promise<number> {
  const provider = providerNamed(name)
  return session.withCore(quietly, async ({ client }) => {
    await client.providers.removeKey({ provider })
    return tell(session, client, provider)
  })
}

/** `metastamp assistant key test <provider>`: asks for the list of models, which costs nothing. */
export async function testKey(session: Session, name: string): Promise<number> {
  const provider = providerNamed(name)
  return session.withCore(quietly, async ({ client }) => {
    const tested = await client.providers.test({ provider }, { signal: session.signal })
    await session.terminal.result({ provider, ...tested }, () => {
      const lacks = tested.knowsModel === false ? ' The model that is set is not among them.' : ''
      return `${providerNames[provider]} answers: ${tested.models} models, ${tested.latencyMs} ms.${lacks}`
    })
    return exitCode.done
  })
}

export async function models(session: Session, name: string): Promise<number> {
  const provider = providerNamed(name)
  return session.withCore(quietly, async ({ client }) => {
    const list = await client.providers.models({ provider }, { signal: session.signal })
    for (const model of list.models) {
      await session.terminal.result({ provider, ...model }, () => {
        const price =
          model.price === null
            ? 'price not known'
            : `$${dollars(model.price.input)} in, $${dollars(model.price.output)} out a million tokens`
        return `${model.id}  ${price}`
      })
    }
    return exitCode.done
  })
}

/** `metastamp assistant usage`: what was asked and what it cost, by month. */
export async function usage(session: Session): Promise<number> {
  return session.withCore(quietly, async ({ client }) => {
    const { months } = await client.providers.usage({})
    for (const month of months) await session.terminal.result(month, () => monthText(month))
    if (months.length === 0) session.terminal.note('Nobody has been asked yet.')
    return exitCode.done
  })
}

function monthText({ month, costMicro, rows }: UsageMonth): string {
  const lines = rows.map(
    (row) =>
      `  ${row.provider}/${row.model}: ${row.calls} calls (${row.failed} failed, ${row.cached} from the cache), ${row.inputTokens} tokens in, ${row.outputTokens} out, $${(row.costMicro / 1e6).toFixed(4)}${row.unpriced > 0 ? ' and calls whose price is not known' : ''}`,
  )
  return [`${month}  $${(costMicro / 1e6).toFixed(4)}`, ...lines].join('\n')
}

const dollars = (thousandths: number) => String(thousandths / 1000)

/** One line of standard input; typed on a terminal, it is not shown. */
async function readSecret({ terminal, signal }: Session, prompt: string): Promise<string> {
  if (process.stdin.isTTY) {
    process.stderr.write(prompt)
    const lines = createInterface({
      input: process.stdin,
      output: new Writable({ write: (_chunk, _encoding, done) => done() }),
      terminal: true,
    })
    try {
      return (await lines.question('', { signal })).trim()
    } finally {
      lines.close()
      terminal.note('')
    }
  }
  let text = ''
  for await (const part of process.stdin.setEncoding('utf8')) {
    text += String(part)
    if (text.length > longestKey) throw new Failure('BAD_INPUT', 'What came over standard input is too long for a key.')
  }
  if (text.trim() === '') {
    throw new Failure(
      'BAD_INPUT',
      'No key came over standard input. For example: metastamp assistant key set openai < key.txt',
    )
  }
  return text.trim()
}

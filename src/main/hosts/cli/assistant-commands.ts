import type { Command } from 'commander'
import type { AddCommand, Run } from './command-types.ts'
import type { ProviderFlags } from './commands/assistant.ts'

type Running = (run: Run) => () => Promise<void>

/** `metastamp assistant …`. */
export function assistantCommands(program: Command, command: AddCommand, running: Running): void {
  const assistant = program
    .command('assistant')
    .description('who answers the assistant, with which key, and what it costs')
  const load = () => import('./commands/assistant.ts')

  command(
    'providers',
    'who may answer, in order, with model, address and state of the key',
    ['assistant providers --json'],
    assistant,
  ).action(() => running(async (session) => (await load()).providers(session))())
  command(
    'provider <name>',
    'whether a provider may answer, with which model, and where',
    [
      'assistant provider openai --allow',
      'assistant provider ollama --allow --model qwen3:8b',
      'assistant provider compatible --address https://models.example/v1',
    ],
    assistant,
  )
    .option('--allow', 'it may be asked: it gets your questions and what is read from the library to answer them')
    .option('--forbid', 'it is not asked any more')
    .option('--first', 'it is asked before all others')
    .option('--model <id>', 'the model that answers')
    .option('--address <url>', 'where it is asked')
    .action((name: string, flags: ProviderFlags) =>
      running(async (session) => (await load()).setProvider(session, name, flags))(),
    )
  command(
    'models <provider>',
    'the models a key may use, with their prices where they are known',
    ['assistant models openai'],
    assistant,
  ).action((name: string) => running(async (session) => (await load()).models(session, name))())
  command('usage', 'what was asked and what it cost, by month', ['assistant usage --json'], assistant).action(() =>
    running(async (session) => (await load()).usage(session))(),
  )

  const key = assistant.command('key').description('keys of providers, sealed in the profile')
  command(
    'set <provider>',
    'seal a key; it is read from standard input, never from the command line',
    ['assistant key set openai < key.txt', 'assistant key set anthropic'],
    key,
  ).action((name: string) => running(async (session) => (await load()).setKey(session, name))())
  command('remove <provider>', 'forget a key', ['assistant key remove openai'], key).action((name: string) =>
    running(async (session) => (await load()).removeKey(session, name))(),
  )
  command(
    'test <provider>',
    'whether a key is accepted; costs nothing and sends nothing of the library',
    ['assistant key test openai'],
    key,
  ).action((name: string) => running(async (session) => (await load()).testKey(session, name))())
}

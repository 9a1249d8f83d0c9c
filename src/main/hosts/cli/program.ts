import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { Failure, toFailure } from '../../../shared/contract/errors.ts'
import { Figure } from '../../../shared/domain/valuation.ts'
import type { ProgramFiles } from '../program-files.ts'
import { assistantCommands } from './assistant-commands.ts'
import type { AddCommand, Run } from './command-types.ts'
import { exitCode, exitCodeOf } from './exit-code.ts'
import { createSession } from './session.ts'
import { defineWallet } from './wallet-commands.ts'
import type { ValueOptions } from './commands/value.ts'
import { createTerminal, type Streams } from './terminal.ts'
import { watchCommands } from './watch-commands.ts'

// The commands and their help. What a command does is loaded when it is called, so that `--help` and `list` start at once.

export type ProgramOptions = {
  argv: readonly string[]
  files: ProgramFiles
  streams: Streams
  /** Aborts on the first Ctrl-C. */
  signal: AbortSignal
}

type GlobalOptions = { profile?: string; json?: boolean; quiet?: boolean }

/** Runs one command line and gives its exit code. Never throws. */
export async function runProgramLine(options: ProgramOptions): Promise<number> {
  let code: number = exitCode.done
  const program = new Command('metastamp')
    .description('Protects your works from uncompensated AI use: fingerprints, proof and matches, on your own machine.')
    .version(options.files.version)
    .option('--profile <dir>', 'where the library is kept (or METASTAMP_PROFILE)')
    .option('--json', 'one JSON value per line on standard output')
    .option('--quiet', 'no progress and no remarks')
    .configureOutput({
      writeOut: (text) => void options.streams.stdout.write(text),
      writeErr: (text) => void options.streams.stderr.write(text),
    })
    .exitOverride()
    .showHelpAfterError('(add --help for what it takes, with examples)')

  const running = (run: Run) => async () => {
    const { profile, json, quiet } = program.opts<GlobalOptions>()
    const terminal = createTerminal({ json: json ?? false, quiet: quiet ?? false }, options.streams)
    const session = createSession({
      terminal,
      signal: options.signal,
      profile,
      appVersion: options.files.version,
      computeThreadUrl: options.files.computeThreadUrl,
      archiveThreadUrl: options.files.archiveThreadUrl,
    })
    try {
      code = await run(session)
      if (options.signal.aborted) code = exitCode.interrupted
    } catch (thrown) {
      const failure = options.signal.aborted ? new Failure('CANCELLED', 'Interrupted.') : toFailure(thrown)
      await terminal.error(failure)
      code = exitCodeOf(failure.code)
    }
  }

  /** Global options are taken before and after the command's name. */
  const command: AddCommand = (signature, description, examples, parent = program) =>
    parent
      .command(signature)
      .description(description)
      .option(
        '--profile <dir>',
        'where the library is kept (or METASTAMP_PROFILE)',
        (dir: string) => program.setOptionValue('profile', dir) && dir,
      )
      .option('--json', 'one JSON value per line', () => program.setOptionValue('json', true) && true)
      .option('--quiet', 'no progress and no remarks', () => program.setOptionValue('quiet', true) && true)
      .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ metastamp ${example}`).join('\n')}\n`)

  command('fingerprint <file...>', 'print the fingerprint of files; nothing is stored', [
    'fingerprint photo.jpg',
    'fingerprint --json *.png > prints.jsonl',
  ]).action((files: string[]) =>
    running(async (session) => (await import('./commands/fingerprint.ts')).fingerprint(session, files))(),
  )
  command('protect <path...>', 'add files and folders and wait until each is protected', [
    'protect ~/Pictures',
    'protect --json tour-photos poster.png',
  ]).action((paths: string[]) =>
    running(async (session) => (await import('./commands/protect.ts')).protect(session, paths))(),
  )
  command('list [query]', 'list works, newest first; words are looked for in their names', [
    'list',
    'list sunset --limit 20',
    'list --json --cursor CURSOR',
  ])
    .option('--limit <n>', 'works to print', positive, 200)
    .option('--cursor <cursor>', 'go on where an earlier list ended')
    .action((query: string | undefined, local: { limit: number; cursor?: string }) =>
      running(async (session) =>
        (await import('./commands/list.ts')).list(session, { query: query ?? '', ...local }),
      )(),
    )
  command('show <work>', 'one work, by its id or its path, with versions, locations, fingerprint and history', [
    'show ~/Pictures/harbour.jpg',
    'show 0199aa33-… --json',
  ]).action((work: string) => running(async (session) => (await import('./commands/show.ts')).show(session, work))())
  command('similar <work>', 'works that look, sound or read alike, nearest first; likeness, not proof', [
    'similar ~/Pictures/harbour.jpg',
    'similar 0199aa33-… --limit 5 --json',
  ])
    .option('--limit <n>', 'works to print, 50 at most', positive, 8)
    .action((work: string, local: { limit: number }) =>
      running(async (session) => (await import('./commands/similar.ts')).similar(session, work, local.limit))(),
    )
  command('match <work>', 'which works of the library a file is, holds or is a part of; the file is not added', [
    'match found-on-the-web.jpg',
    'match mixtape.mp3 --json',
    'match 0199aa33-…',
  ]).action((work: string) => running(async (session) => (await import('./commands/match.ts')).match(session, work))())
  command('remove <id...>', 'forget works: to the trash for 30 days; files are never touched', [
    'remove 0199aa33-…',
  ]).action((ids: string[]) =>
    running(async (session) => (await import('./commands/remove.ts')).remove(session, ids))(),
  )
  watchCommands(program, command, running)
  command('jobs', 'jobs with their state, progress, attempts and errors', ['jobs', 'jobs --watch --json'])
    .option('--watch', 'go on working, and print jobs as they change, until interrupted')
    .action((local: { watch?: boolean }) =>
      running(async (session) => (await import('./commands/jobs.ts')).jobs(session, local.watch ?? false))(),
    )
  command('value', 'estimate what AI use of your works may be worth; kept with everything that led to it', [
    'value --model-earnings 1000000000 --contribution 75 --exposure 60',
    'value --followers 120000 --views 900000 --content-hours 40 --platform youtube --model-earnings 2e9 --json',
    'value --model-earnings 5000000 --corpus 3/1000000000 --views 20000 --asset 0199aa33-…',
  ])
    .requiredOption('--model-earnings <amount>', 'what the model earned', figure)
    .option('--followers <n>', 'followers; left out, those kept in the profile for the platform', figure)
    .option('--views <n>', 'views; left out, those kept in the profile for the platform', figure)
    .option('--content-hours <hours>', 'hours of content; left out, those kept in the profile', figure)
    .option('--platform <name>', 'youtube, instagram, twitter (or x), tiktok, other', 'other')
    .option('--contribution <percent>', 'training contribution as stated, instead of the score', figure)
    .option('--corpus <part/whole>', 'training contribution as a share of a corpus, in any unit')
    .option('--exposure <percent>', 'usage exposure as stated, instead of the score', figure)
    .option('--equity <factor>', 'equity factor, a policy choice from 0 to 1', figure, '0.25')
    .option('--currency <code>', 'currency of the earnings', 'USD')
    .option('--source <text>', 'where the earnings are from')
    .option(
      '--range <input=low..high>',
      'between what an input lies nine times out of ten: modelEarnings, contentHours, followers, contribution, views, exposure, equityFactor',
      (text: string, before: string[]) => [...before, text],
      [],
    )
    .option('--seed <n>', 'same inputs and seed, same range', figure)
    .option('--asset <id>', 'the work that is valued; left out, the whole portfolio')
    .option('--since <calculation>', 'say what changed since an earlier calculation')
    .action((local: ValueOptions) =>
      running(async (session) => (await import('./commands/value.ts')).value(session, local))(),
    )
  defineWallet(program, command, running)
  assistantCommands(program, command, running)
  command('ask <question>', 'ask about your library; ready questions are answered without any provider', [
    'ask "what is my portfolio worth?"',
    'ask "which of my works appeared elsewhere?" --json',
  ]).action((question: string) =>
    running(async (session) => (await import('./commands/ask.ts')).ask(session, question))(),
  )
  command('mcp', 'offer the library to other agents over the Model Context Protocol, on standard input and output', [
    'mcp',
    'mcp --allow-writes',
  ])
    .option('--allow-writes', 'offer tagging, collecting and noting too; each can be undone in the app')
    .action((local: { allowWrites?: boolean }) =>
      running(async (session) =>
        (await import('./commands/mcp.ts')).mcp(session, { allowWrites: local.allowWrites ?? false }),
      )(),
    )
  command('serve', 'open the app in a browser; prints its address, which holds for this run only', [
    'serve --open',
    'serve --port 8137 --json',
  ])
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one', port, 0)
    .option('--open', 'open the browser')
    .action((local: { port: number; open?: boolean }) =>
      running(async (session) =>
        (await import('./commands/serve.ts')).serveUntilStopped(session, {
          open: local.open ?? false,
          port: local.port,
        }),
      )(),
    )
  command('doctor', 'versions, profile, integrity, disk and jobs; exit code 3 when something needs you', [
    'doctor',
    'doctor --json',
  ]).action(() => running(async (session) => (await import('./commands/doctor.ts')).doctor(session))())
  command(
    'backup [action] [folder]',
    'make a backup now, checked; or list those there are, or say where they are kept',
    ['backup', 'backup list --json', 'backup folder /mnt/safe/metastamp', 'backup folder default'],
  ).action((action: string | undefined, folder: string | undefined) =>
    running(async (session) => {
      const { backup, listBackups, backupFolder } = await import('./commands/backup.ts')
      if (action === undefined) return backup(session)
      if (action === 'list' && folder === undefined) return listBackups(session)
      if (action === 'folder') return backupFolder(session, folder)
      throw new Failure('BAD_INPUT', `“backup ${action}” is not known. There are “list” and “folder”.`)
    })(),
  )
  command(
    'restore [backup]',
    'what a backup holds and how it differs (the newest good one unless named); nothing changes unless asked',
    [
      'restore',
      'restore metastamp-20261120T140703412Z-scheduled.db --merge',
      'restore --into ~/second-profile',
      'restore --replace',
    ],
  )
    .option('--merge', 'add what the library lacks; nothing in it is changed')
    .option('--into <dir>', 'make a second profile of it')
    .option('--replace', 'put it in the place of the library, which is kept under another name')
    .action((wanted: string | undefined, local: { merge?: boolean; into?: string; replace?: boolean }) =>
      running(async (session) =>
        (await import('./commands/restore.ts')).restore(session, wanted, {
          merge: local.merge ?? false,
          replace: local.replace ?? false,
          into: local.into,
        }),
      )(),
    )
  const custody = program.command('custody').description('the log that proves what was protected, and when')
  command(
    'verify',
    'walk the hash chain and name the first broken link',
    ['custody verify', 'custody verify --json'],
    custody,
  ).action(() => running(async (session) => (await import('./commands/custody.ts')).verify(session))())

  try {
    await program.parseAsync([...options.argv], { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    // Help and version end this way too, with code 0; commander has printed what there is to say.
    return thrown.exitCode === 0 ? exitCode.done : exitCode.usage
  }
  return code
}

function positive(text: string): number {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('It must be a whole number from 1 up.')
  return n
}

/** A plain decimal as text, so that no digit is lost; `2e9` is written out. */
function figure(text: string): string {
  const short = /^(\d{1,12})e(\d{1,2})$/i.exec(text)
  const plain = short === null ? text : `${short[1]}${'0'.repeat(Number(short[2]))}`
  const parsed = Figure.safeParse(plain)
  if (!parsed.success) throw new InvalidArgumentError('It must be a figure from zero up, such as 1250.5.')
  return parsed.data
}

function port(text: string): number {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 0 || n > 65_535) throw new InvalidArgumentError('It must be a port, 0 to 65535.')
  return n
}

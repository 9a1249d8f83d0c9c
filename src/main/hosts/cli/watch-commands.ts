import { Option, type Command } from 'commander'
import type { AddCommand, Run } from './command-types.ts'
import type { RootFlags } from './commands/watch.ts'

type Running = (run: Run) => () => Promise<void>

/** `metastamp watch …`. */
export function watchCommands(program: Command, command: AddCommand, running: Running): void {
  const watch = program.command('watch').description('folders whose files are protected by themselves')
  const load = () => import('./commands/watch.ts')

  command(
    'add <dir>',
    'watch a folder from now on; again, to change how',
    [
      'watch add ~/Pictures',
      "watch add ~/Music --exclude 'Drafts/' --exclude '*.bak.*'",
      'watch add ~/Pictures --dry-run',
    ],
    watch,
  )
    .option(
      '--include <pattern>',
      'take only what meets one of these (as in .gitignore); may be given several times',
      more,
    )
    .option('--exclude <pattern>', 'leave these out, instead of the defaults; may be given several times', more)
    .addOption(new Option('--links <policy>', 'links to files and folders').choices(['skip', 'follow']))
    .addOption(new Option('--drive <kind>', 'network: scan, do not wait for events').choices(['local', 'network']))
    .option('--dry-run', 'print what would be taken and left out, and change nothing')
    .action((dir: string, flags: RootFlags & { dryRun?: boolean }) =>
      running(async (session) => (await load()).watchAdd(session, dir, flags))(),
    )
  command(
    'list',
    'watched folders with their health, last scan and counts',
    ['watch list', 'watch list --json'],
    watch,
  ).action(() => running(async (session) => (await load()).watchList(session))())
  for (const act of ['pause', 'resume'] as const) {
    command(
      `${act} <dir>`,
      act === 'pause' ? 'leave a folder alone for now' : 'watch it again',
      [`watch ${act} ~/Pictures`],
      watch,
    ).action((dir: string) => running(async (session) => (await load()).watchAct(session, dir, act))())
  }
  command('remove <dir>', 'stop watching; its works stay in the library', ['watch remove ~/Pictures'], watch).action(
    (dir: string) => running(async (session) => (await load()).watchAct(session, dir, 'remove'))(),
  )
  command(
    'scan [dir]',
    'bring the library in step with one folder, or all of them, and end',
    ['watch scan', 'watch scan ~/Pictures --json'],
    watch,
  ).action((dir: string | undefined) => running(async (session) => (await load()).watchScan(session, dir))())
  command('run', 'watch until interrupted; a line for each change', ['watch run', 'watch run --json'], watch).action(
    () => running(async (session) => (await load()).watchRun(session))(),
  )
}

function more(pattern: string, before: string[] | undefined): string[] {
  return [...(before ?? []), pattern]
}

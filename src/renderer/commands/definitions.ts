import type { LucideIcon } from 'lucide-react'
import {
  Activity,
  ArrowLeft,
  Blend,
  CircleEqual,
  CircleSlash,
  ClipboardCopy,
  Columns2,
  Eye,
  FilePlus2,
  FolderOpen,
  GitFork,
  FolderPlus,
  FolderSync,
  HeartPulse,
  Images,
  Keyboard,
  LayoutGrid,
  List,
  ListChecks,
  Pause,
  PencilLine,
  Play,
  ScanSearch,
  Scale,
  Search,
  Settings2,
  SquareArrowOutUpRight,
  SunMoon,
  TextSearch,
  Trash2,
  Undo2,
  FolderHeart,
  FolderPen,
  Heart,
  House,
  Redo2,
  Star,
  Tag,
  Wallet,
  ArchiveRestore,
  X,
} from 'lucide-react'
import type { CommandId } from '../../shared/domain/commands.ts'
import type { MessageKey } from '../i18n/messages/en.ts'

export type CommandGroup = 'go' | 'add' | 'view' | 'selection' | 'work' | 'help'
export const commandGroups: readonly CommandGroup[] = ['add', 'go', 'selection', 'view', 'work', 'help']

export type CommandDefinition = {
  group: CommandGroup
  title: MessageKey
  icon: LucideIcon
  /** Fires while a person types too: opening the palette, leaving a page. */
  whileTyping?: boolean
  /** Not worth a line in the palette. */
  hidden?: boolean
}

export const commandDefinitions: Readonly<Record<CommandId, CommandDefinition>> = {
  'add.files': { group: 'add', title: 'command.add.files', icon: FilePlus2, whileTyping: true },
  'add.folder': { group: 'add', title: 'command.add.folder', icon: FolderPlus, whileTyping: true },
  'add.check': { group: 'add', title: 'command.add.check', icon: ScanSearch, whileTyping: true },
  'go.home': { group: 'go', title: 'command.go.home', icon: House, whileTyping: true },
  'add.watched': { group: 'add', title: 'command.add.watched', icon: FolderSync },
  'go.library': { group: 'go', title: 'command.go.library', icon: Images, whileTyping: true },
  'go.matches': { group: 'go', title: 'command.go.matches', icon: Blend, whileTyping: true },
  'go.value': { group: 'go', title: 'command.go.value', icon: Scale, whileTyping: true },
  'go.wallet': { group: 'go', title: 'command.go.wallet', icon: Wallet, whileTyping: true },
  'go.watched': { group: 'go', title: 'command.go.watched', icon: FolderSync, whileTyping: true },
  'go.activity': { group: 'go', title: 'command.go.activity', icon: Activity, whileTyping: true },
  'go.health': { group: 'go', title: 'command.go.health', icon: HeartPulse, whileTyping: true },
  'go.settings': { group: 'go', title: 'command.go.settings', icon: Settings2, whileTyping: true },
  'go.back': { group: 'go', title: 'command.go.back', icon: ArrowLeft },
  'search.focus': { group: 'go', title: 'command.search.focus', icon: Search, whileTyping: true },
  'selection.open': { group: 'selection', title: 'command.selection.open', icon: SquareArrowOutUpRight },
  'selection.preview': { group: 'selection', title: 'command.selection.preview', icon: Eye },
  'selection.rename': { group: 'selection', title: 'command.selection.rename', icon: PencilLine },
  'selection.reveal': { group: 'selection', title: 'command.selection.reveal', icon: FolderOpen },
  'selection.remove': { group: 'selection', title: 'command.selection.remove', icon: Trash2 },
  'selection.restore': { group: 'selection', title: 'command.selection.restore', icon: ArchiveRestore },
  'selection.all': { group: 'selection', title: 'command.selection.all', icon: ListChecks },
  'selection.clear': { group: 'selection', title: 'command.selection.clear', icon: X },
  'selection.favourite': { group: 'selection', title: 'command.selection.favourite', icon: Heart },
  'selection.tag': { group: 'selection', title: 'command.selection.tag', icon: Tag },
  'selection.collect': { group: 'selection', title: 'command.selection.collect', icon: FolderHeart },
  'selection.compare': { group: 'selection', title: 'command.selection.compare', icon: Columns2 },
  'match.same': { group: 'selection', title: 'command.match.same', icon: CircleEqual },
  'match.derivative': { group: 'selection', title: 'command.match.derivative', icon: GitFork },
  'match.unrelated': { group: 'selection', title: 'command.match.unrelated', icon: CircleSlash },
  'rate.0': { group: 'selection', title: 'command.rate.0', icon: Star, hidden: true },
  'rate.1': { group: 'selection', title: 'command.rate.1', icon: Star, hidden: true },
  'rate.2': { group: 'selection', title: 'command.rate.2', icon: Star, hidden: true },
  'rate.3': { group: 'selection', title: 'command.rate.3', icon: Star, hidden: true },
  'rate.4': { group: 'selection', title: 'command.rate.4', icon: Star, hidden: true },
  'rate.5': { group: 'selection', title: 'command.rate.5', icon: Star, hidden: true },
  'collection.new': { group: 'view', title: 'command.collection.new', icon: FolderPen },
  'edit.undo': { group: 'work', title: 'command.edit.undo', icon: Undo2 },
  'edit.redo': { group: 'work', title: 'command.edit.redo', icon: Redo2 },
  'work.pauseAll': { group: 'work', title: 'command.work.pauseAll', icon: Pause },
  'work.resumeAll': { group: 'work', title: 'command.work.resumeAll', icon: Play },
  'view.grid': { group: 'view', title: 'command.view.grid', icon: LayoutGrid },
  'view.list': { group: 'view', title: 'command.view.list', icon: List },
  'theme.toggle': { group: 'view', title: 'command.theme.toggle', icon: SunMoon },
  'palette.open': { group: 'help', title: 'command.palette.open', icon: TextSearch, whileTyping: true, hidden: true },
  'help.keys': { group: 'help', title: 'command.help.keys', icon: Keyboard },
  'help.diagnostics': { group: 'help', title: 'command.help.diagnostics', icon: ClipboardCopy },
}

import { z } from 'zod'
import { Failure } from '../../../../shared/contract/errors.ts'
import type { ToolAccess, ToolResult } from '../../../../shared/domain/assistant-tools.ts'
import { getWork, libraryAnalytics, listWorks, lookupFingerprint } from './library-tools.ts'
import { findMatches } from './match-tools.ts'
import { estimateValue, walletBalance, walletTransactions } from './money-tools.ts'
import { bounded } from './present.ts'
import { libraryHealth, listCollections } from './state-tools.ts'
import type { Tool } from './tool.ts'
import type { ToolServices } from './tool-services.ts'
import { collectWorks, noteWork, tagWorks } from './write-tools.ts'

// Every tool, once. Whoever offers them to a model asks here, and so does whoever runs one.

export const tools: readonly Tool[] = [
  listWorks,
  getWork,
  lookupFingerprint,
  findMatches,
  libraryAnalytics,
  estimateValue,
  walletBalance,
  walletTransactions,
  libraryHealth,
  listCollections,
  tagWorks,
  collectWorks,
  noteWork,
]

export const findTool = (name: string): Tool | undefined => tools.find((tool) => tool.name === name)

/** What became of a call: a result, or a sentence that whoever called can act on. */
export type ToolOutcome = { ok: true; result: ToolResult } | { ok: false; message: string }

/**
 * Runs a tool that is among the allowed ones. Unknown names, malformed arguments and refusals of the library are answers, not throws; what
 * nobody expected is thrown.
 */
export async function callTool(
  services: ToolServices,
  call: { name: string; arguments: unknown },
  allowed: readonly ToolAccess[],
): Promise<ToolOutcome> {
  const tool = findTool(call.name)
  if (tool === undefined) {
    return {
      ok: false,
      message: `There is no tool called “${call.name.slice(0, 64)}”. There are: ${namesOf(allowed)}.`,
    }
  }
  if (!allowed.includes(tool.access))
    return { ok: false, message: `${tool.name} changes the library and is not allowed here.` }
  try {
    return { ok: true, result: bounded(await tool.run(services, call.arguments)) }
  } catch (thrown) {
    if (thrown instanceof z.ZodError) return { ok: false, message: misfitText(tool.name, thrown) }
    if (thrown instanceof Failure && thrown.code !== 'INTERNAL') return { ok: false, message: thrown.message }
    throw thrown
  }
}

/** What is wrong with the arguments of a known tool, or null: for asking a person only about what could be done. */
export function misfit(call: { name: string; arguments: unknown }): string | null {
  const error = findTool(call.name)?.check(call.arguments) ?? null
  return error === null ? null : misfitText(call.name, error)
}

const namesOf = (allowed: readonly ToolAccess[]) =>
  tools
    .filter(({ access }) => allowed.includes(access))
    .map(({ name }) => name)
    .join(', ')

const misfitText = (name: string, error: z.ZodError) => `These arguments do not fit ${name}: ${issuesOf(error)}.`

const issuesOf = ({ issues }: z.ZodError) =>
  issues
    .slice(0, 5)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`))
    .join('; ')

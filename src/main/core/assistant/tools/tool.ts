import { z } from 'zod'
import type { ToolAccess, ToolName, ToolResult } from '../../../../shared/domain/assistant-tools.ts'
import type { ToolServices } from './tool-services.ts'

// One tool: a name, what it is for, arguments typed by zod, and what it does with them.

export type Tool = {
  readonly name: ToolName
  readonly access: ToolAccess
  /** For models and for other agents; people see the page's own words. */
  readonly description: string
  /** JSON Schema of the arguments, without references. */
  readonly parameters: Record<string, unknown>
  /** Parses the arguments and does it; throws a ZodError or a Failure. */
  run(services: ToolServices, args: unknown): Promise<ToolResult>
  /** What is wrong with the arguments; null when they fit. */
  check(args: unknown): z.ZodError | null
}

type Definition<Schema extends z.ZodObject> = {
  name: ToolName
  access: ToolAccess
  description: string
  /** A strict object: what a tool does not know is refused. */
  input: Schema
  run(services: ToolServices, args: z.output<Schema>): ToolResult | Promise<ToolResult>
}

export function defineTool<Schema extends z.ZodObject>(definition: Definition<Schema>): Tool {
  const { name, access, description, input, run } = definition
  return {
    name,
    access,
    description,
    parameters: jsonSchemaOf(input),
    run: async (services, args) => run(services, input.parse(args ?? {})),
    check: (args) => input.safeParse(args ?? {}).error ?? null,
  }
}

/** What every provider's dialect of JSON Schema takes: no references, no patterns of ids; the core parses the arguments again anyway. */
function jsonSchemaOf(schema: z.ZodObject): Record<string, unknown> {
  const { $schema: _version, ...parameters } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern
      delete jsonSchema.format
      // Bounds that only say what a double can hold.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  return parameters
}

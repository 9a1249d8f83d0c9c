import type { ErrorCode } from '../../../shared/contract/errors.ts'

/** The command line's exit codes, a public interface. */
export const exitCode = { done: 0, unexpected: 1, usage: 2, someFailed: 3, refused: 4, interrupted: 130 } as const

/** Which exit code an error that ends a command stands for. */
export function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'PROFILE_LOCKED':
    case 'PROFILE_NEWER':
    case 'STORE_CORRUPT':
    case 'CONFLICT':
    case 'FORBIDDEN':
    case 'UNAUTHORIZED':
    case 'BUDGET_REACHED':
      return exitCode.refused
    case 'BAD_INPUT':
      return exitCode.usage
    case 'CANCELLED':
      return exitCode.interrupted
    case 'NOT_FOUND':
    case 'VANISHED':
    case 'UNREADABLE':
      return exitCode.someFailed
    default:
      return exitCode.unexpected
  }
}

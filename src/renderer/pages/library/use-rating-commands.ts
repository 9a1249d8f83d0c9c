import { useCommand } from '../../commands/registry.ts'

/** The keys 0 to 5 give so many stars. */
export function useRatingCommands(rate: (rating: number) => void, enabled: boolean): void {
  useCommand('rate.0', () => rate(0), enabled)
  useCommand('rate.1', () => rate(1), enabled)
  useCommand('rate.2', () => rate(2), enabled)
  useCommand('rate.3', () => rate(3), enabled)
  useCommand('rate.4', () => rate(4), enabled)
  useCommand('rate.5', () => rate(5), enabled)
}

import { Failure } from '../../../../shared/contract/errors.ts'
import { AssetId, SplitId } from '../../../../shared/domain/ids.ts'
import { DerivativeInput, type Split, SplitInput } from '../../../../shared/domain/ledger.ts'
import { exitCode } from '../exit-code.ts'
import { parsed } from '../parsed.ts'
import type { Session } from '../session.ts'
import { looking } from './wallet.ts'

export type SplitOptions = {
  share: string[]
  right?: string
  asset?: string
  territory: string
  from?: string
  to?: string
  derivedFrom?: string
  passes?: string
  end?: string
}

/** `metastamp wallet split`: what is in force, or a new agreement. */
export async function split(session: Session, options: SplitOptions): Promise<number> {
  const { terminal } = session
  return session.withCore(looking, async ({ client }) => {
    if (options.end !== undefined) {
      const splitId = parsed(SplitId.safeParse(options.end), `The id “${options.end}”`)
      const { ended } = await client.wallet.endSplit({ splitId })
      if (!ended) throw new Failure('NOT_FOUND', 'No agreement in force has this id.')
      await terminal.result({ splitId, ended }, () => `ended ${splitId}`)
      return exitCode.done
    }
    if (options.derivedFrom !== undefined) {
      const given = {
        derivativeId: options.asset,
        originalId: options.derivedFrom,
        right: options.right,
        share: options.passes,
      }
      const link = await client.wallet.setDerivative(parsed(DerivativeInput.safeParse(given), 'This derivation'))
      await terminal.result(
        link,
        () => `${link.linkId}  ${link.derivativeTitle} passes on ${link.share} to ${link.originalTitle}`,
      )
      return exitCode.done
    }
    if (options.share.length > 0) {
      const given = {
        assetId: options.asset ?? null,
        right: options.right,
        territory: options.territory.toUpperCase(),
        fromDay: options.from,
        toDay: options.to ?? null,
        shares: options.share.map(shareOf),
      }
      const made = await client.wallet.setSplit(parsed(SplitInput.safeParse(given), 'This split'))
      await terminal.result(made, () => splitText(made))
      return exitCode.done
    }
    const assetId = options.asset === undefined ? undefined : parsed(AssetId.safeParse(options.asset), '--asset')
    const { splits, derivatives } = await client.wallet.splits({ assetId })
    for (const each of splits) await terminal.result(each, () => splitText(each))
    for (const each of derivatives) {
      await terminal.result(
        each,
        () =>
          `${each.linkId}  ${each.derivativeTitle} passes on ${each.share} to ${each.originalTitle} (${each.right})`,
      )
    }
    return exitCode.done
  })
}

function shareOf(text: string): { party: string; share: string } {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new Failure('BAD_INPUT', `“${text}” is not a party and its share, such as Ana=1/3.`)
  return { party: text.slice(0, at).trim(), share: text.slice(at + 1).trim() }
}

function splitText({ splitId, title, right, territory, fromDay, toDay, shares }: Split): string {
  const parts = shares.map(({ name, share }) => `${name} ${share}`).join(', ')
  return `${splitId}  ${title ?? 'every other work'}, ${right}, ${territory}, ${fromDay} to ${toDay ?? 'without end'}: ${parts}`
}

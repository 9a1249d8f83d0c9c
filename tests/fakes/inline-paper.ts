import { payoutPaper } from '../../src/main/core/compute/payout-paper.ts'
import { statementPaper } from '../../src/main/core/compute/statement-paper.ts'
import type { WalletPaper } from '../../src/main/core/wallet/wallet.ts'

/** Sets paper where it is asked: a thread would add nothing to what is tested with it. */
export const inlinePaper: WalletPaper = {
  statement: (statement) => statementPaper({ statement }),
  payout: (request) => payoutPaper({ request }),
}

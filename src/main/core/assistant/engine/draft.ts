import type { Answer, ToolPart } from '../../../../shared/contract/assistant.ts'
import type { FailureRecord } from '../../../../shared/contract/errors.ts'
import type { ProviderId } from '../../../../shared/domain/assistant-provider.ts'
import { costMicro, priceAt } from '../providers/catalogue.ts'
import type { Usage } from '../providers/provider.ts'

// An answer while it comes in: what has been said so far can be kept at any moment.

export type Draft = {
  /** As it is now; a copy. */
  readonly answer: Answer
  token(text: string): void
  /** A call, or what became of it. */
  tool(part: ToolPart): void
  by(provider: ProviderId, model: string, local: boolean): void
  used(usage: Usage | null): void
  end(state: 'done' | 'stopped' | 'failed', failure: FailureRecord | null): Answer
}

export function createDraft(begun: Answer, now: () => number): Draft {
  let answer = begun
  let asked: { provider: ProviderId; model: string; local: boolean } | null = null
  const change = (to: Partial<Answer>) => {
    answer = { ...answer, ...to }
  }
  return {
    get answer() {
      return answer
    },
    token(text) {
      const last = answer.parts.at(-1)
      const parts =
        last?.type === 'text'
          ? [...answer.parts.slice(0, -1), { ...last, text: last.text + text }]
          : [...answer.parts, { type: 'text' as const, text }]
      change({ parts })
    },
    tool(part) {
      const at = answer.parts.findIndex((each) => each.type === 'tool' && each.callId === part.callId)
      change({ parts: at < 0 ? [...answer.parts, part] : answer.parts.with(at, part) })
    },
    by(provider, model, local) {
      asked = { provider, model, local }
      change({ by: asked })
    },
    used(usage) {
      if (usage === null) return
      const price = asked === null ? null : priceAt(asked, now())
      const { inputTokens = 0, outputTokens = 0 } = answer.usage ?? {}
      change({
        usage: { inputTokens: inputTokens + usage.inputTokens, outputTokens: outputTokens + usage.outputTokens },
        costMicro: price === null ? answer.costMicro : (answer.costMicro ?? 0) + costMicro(price, usage),
      })
    },
    end(state, failure) {
      // What was under way when it ended has not been done.
      const parts = answer.parts.map((part) =>
        part.type === 'tool' && (part.state === 'running' || part.state === 'waiting')
          ? { ...part, state: 'refused' as const, message: 'The answer ended before this was decided.' }
          : part,
      )
      change({ parts, state, failure })
      return answer
    },
  }
}

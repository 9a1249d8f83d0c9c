import { lazy, Suspense } from 'react'

const Markdown = lazy(() => import('./markdown.tsx').then(({ Markdown: component }) => ({ default: component })))

/** Text of an answer; as it is until what draws Markdown is there. */
export function AnswerText({ text }: { text: string }) {
  return (
    <Suspense fallback={<div className="answer-text whitespace-pre-wrap">{text}</div>}>
      <Markdown text={text} />
    </Suspense>
  )
}

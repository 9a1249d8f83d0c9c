import { memo, useMemo } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { useT } from '../../i18n/locale.tsx'
import { useClient } from '../../state/core.tsx'
import { describeError } from '../../state/errors.ts'
import { showToast } from '../../state/toasts.ts'
import { blocksOf } from './blocks.ts'

// What a model wrote, drawn: no raw HTML, nothing loaded from anywhere, links through the program's one opener. Fetched with the first answer.

const plugins = [remarkGfm]

/** https and mailto stay; everything else has no address. The opener refuses it again. */
const safeAddress = (address: string): string => (/^(https:\/\/|mailto:)/i.test(address) ? address : '')

const Block = memo(function Block({ text, components }: { text: string; components: Components }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={safeAddress} skipHtml>
      {text}
    </ReactMarkdown>
  )
})

export function Markdown({ text }: { text: string }) {
  const components = useSafeComponents()
  const blocks = useMemo(() => blocksOf(text), [text])
  return (
    <div className="answer-text">
      {blocks.map((block, index) => (
        // Blocks only ever grow at the end: a place in the row is what a block is.
        // oxlint-disable-next-line react/no-array-index-key -- see the line above
        <Block key={index} text={block} components={components} />
      ))}
    </div>
  )
}

function useSafeComponents(): Components {
  const t = useT()
  const client = useClient()
  return useMemo<Components>(() => {
    const open = (url: string) => {
      client.app.openExternal({ url }).catch((error: unknown) => {
        const told = describeError(error, t)
        showToast({ key: 'link', title: t('ask.linkNotOpened'), detail: told.message, tone: 'needs', copy: url })
      })
    }
    return {
      img: ({ alt }) => <span className="answer-image">{t('ask.image', { alt: alt ?? '' })}</span>,
      a: ({ href, children }) =>
        href === undefined || href === '' ? (
          <span>{children}</span>
        ) : (
          <>
            <button type="button" className="answer-link" title={href} onClick={() => open(href)}>
              {children}
            </button>
            {/* Where it leads is said beside what it says. */}
            <span className="answer-host"> ({hostOf(href)})</span>
          </>
        ),
      table: ({ children }) => (
        <div className="answer-table" tabIndex={0} role="group">
          <table>{children}</table>
        </div>
      ),
      pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
      input: ({ checked }) => <span aria-hidden>{checked === true ? '☑ ' : '☐ '}</span>,
    }
  }, [client, t])
}

function hostOf(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  return url.protocol === 'mailto:' ? url.pathname : url.host
}

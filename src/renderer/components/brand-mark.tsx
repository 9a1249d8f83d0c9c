import { clsx } from 'clsx'

/** The house's own seal: a vermilion block, an M left standing inside its carved frame, edges nicked as stone is. */
export function BrandMark({ size = 28, className }: { size?: number; className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" width={size} height={size} className={clsx('shrink-0', className)}>
      <path
        className="fill-seal"
        d="M3.4 1.2 12 1l1.1.5L28.3 1c1.5 0 2.6 1 2.7 2.500l-.4 9.3.4 1.2-.1 14.200c0 1.6-1.1 2.7-2.7 2.800l-9.4-.3-1 .3-14-.1C2.2 30.8 1.1 29.8 1 28.300l.3-11.6-.3-.9.1-12.200c0-1.4 1-2.3 2.3-2.400Z"
      />
      <path
        className="stroke-on-seal"
        fill="none"
        strokeWidth="2.3"
        strokeLinejoin="round"
        d="M5.3 5.5 26.5 5.2 26.8 26.7 5.4 26.900Z"
      />
      <path
        className="stroke-on-seal"
        fill="none"
        strokeWidth="2.5"
        strokeLinecap="square"
        d="M10.3 22.400V10.200M16 18.800V10.200M21.7 22.400V10.200M10.3 10.200H21.7"
      />
    </svg>
  )
}

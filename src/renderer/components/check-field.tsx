/** A box to tick, with what it means beside it. */
export function CheckField(props: {
  label: string
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <label className="flex items-start gap-2 text-sm">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        className="mt-1 accent-ink"
      />
      <span>
        {props.label}
        {props.hint !== undefined && <span className="block text-faint text-xs">{props.hint}</span>}
      </span>
    </label>
  )
}

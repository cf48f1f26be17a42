import type { JSX } from 'preact'
import { parameter, setParameters } from '../route/url.ts'

type ChoiceProps<Value extends string> = {
  /** The parameter of the URL that holds the choice. */
  name: string
  label: string
  /** Values and what they are called; the first one is chosen unless the URL says otherwise. */
  options: readonly (readonly [value: Value, label: string])[]
}

/** What the URL chooses of some values, else the first. */
export const chosen = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value => {
  const given = parameter(name)
  return values.find((value) => value === given) ?? values[0]
}

/** A row of buttons of which one is pressed. */
export const Choice = <Value extends string>({ name, label, options }: ChoiceProps<Value>): JSX.Element => {
  const first = options[0]?.[0]
  const given = parameter(name)
  const now = options.find(([value]) => value === given)?.[0] ?? first
  return (
    <span class="choice" role="group" aria-label={label}>
      {options.map(([value, text]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === now}
          onClick={() => setParameters({ [name]: value === first ? null : value }, 'replace')}
        >
          {text}
        </button>
      ))}
    </span>
  )
}

import type { Signal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'
import { faultsAt, type Outcome } from './act.ts'

/** What somebody typed: texts by the dotted names of their fields. */
export type Form = Readonly<Record<string, string>>

type Common = {
  form: Signal<Form>
  /** Such as `policy.slippage_bps`; its pointer is `/policy/slippage_bps`. */
  name: string
  label: string
  hint?: string
  outcome: Outcome
}

const change = (form: Signal<Form>, name: string, value: string): void => {
  form.value = { ...form.peek(), [name]: value }
}

type FrameProps = Common & {
  children: (about: { id: string; describedBy: string; wrong: boolean }) => ComponentChildren
}

/** A label, its control, what helps to fill it in, and what the gateway says is wrong with it. */
const Frame = ({ name, label, hint, outcome, children }: FrameProps): JSX.Element => {
  const id = useId()
  const faults = faultsAt(outcome, `/${name.replaceAll('.', '/')}`)
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, describedBy: `${id}-about`, wrong: faults.length > 0 })}
      <div id={`${id}-about`}>
        {hint === undefined ? null : <small class="quiet">{hint}</small>}
        {faults.map((fault) => (
          <p key={fault} class="field-error">
            <span aria-hidden="true">⚠ </span>
            {fault}
          </p>
        ))}
      </div>
    </div>
  )
}

type TextFieldProps = Common & {
  pattern?: string
  required?: boolean
  type?: 'text' | 'datetime-local' | 'password'
  decimal?: boolean
  maxLength?: number
}

/** A line of text. */
export const TextField = (props: TextFieldProps): JSX.Element => {
  const { form, name, pattern, required = false, type = 'text', decimal = false, maxLength } = props
  const given = pattern ?? (decimal ? DECIMAL : undefined)
  return (
    <Frame {...props}>
      {({ id, describedBy, wrong }) => {
        const common = {
          id,
          value: form.value[name] ?? '',
          required,
          autocomplete: 'off',
          spellcheck: false,
          'aria-describedby': describedBy,
          'aria-invalid': wrong,
          ...(given === undefined ? {} : { pattern: given }),
          ...(maxLength === undefined ? {} : { maxLength }),
          onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => change(form, name, currentTarget.value),
        }
        if (type === 'password') return <input type="password" {...common} />
        if (type === 'datetime-local') return <input type="datetime-local" {...common} />
        return <input type="text" inputMode={decimal ? 'decimal' : 'text'} {...common} />
      }}
    </Frame>
  )
}

/** Decimals as the gateway takes them: a point, no signs between thousands. */
export const DECIMAL = '\\s*\\d{1,18}(\\.\\d{1,18})?\\s*'
export const SIGNED_DECIMAL = '\\s*-?\\d{1,18}(\\.\\d{1,18})?\\s*'
export const WHOLE = '\\s*\\d{1,9}\\s*'

type ChoiceFieldProps = Common & { options: readonly (readonly [value: string, text: string])[] }

/** One of a few. */
export const ChoiceField = (props: ChoiceFieldProps): JSX.Element => (
  <Frame {...props}>
    {({ id, describedBy, wrong }) => (
      <select
        id={id}
        value={props.form.value[props.name] ?? ''}
        aria-describedby={describedBy}
        aria-invalid={wrong}
        onChange={({ currentTarget }) => change(props.form, props.name, currentTarget.value)}
      >
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Frame>
)

/** Yes or no, kept as `yes` and the empty text. */
export const CheckField = (props: Common): JSX.Element => (
  <Frame {...props}>
    {({ id, describedBy, wrong }) => (
      <input
        id={id}
        type="checkbox"
        checked={props.form.value[props.name] === 'yes'}
        aria-describedby={describedBy}
        aria-invalid={wrong}
        onChange={({ currentTarget }) => change(props.form, props.name, currentTarget.checked ? 'yes' : '')}
      />
    )}
  </Frame>
)

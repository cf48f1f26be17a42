import type { JSX } from 'preact'

export default function OperatorPage(): JSX.Element {
  return <p>…</p>
}

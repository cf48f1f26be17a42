import type { JSX } from 'preact'

export default function CorrelationPage(): JSX.Element {
  return <p>…</p>
}

import type { JSX } from 'preact'

export default function ExecutionPage(): JSX.Element {
  return <p>…</p>
}

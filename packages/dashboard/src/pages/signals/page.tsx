import type { JSX } from 'preact'

export default function SignalsPage(): JSX.Element {
  return <p>…</p>
}

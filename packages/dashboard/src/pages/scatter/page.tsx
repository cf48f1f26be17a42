import type { JSX } from 'preact'

export default function ScatterPage(): JSX.Element {
  return <p>…</p>
}

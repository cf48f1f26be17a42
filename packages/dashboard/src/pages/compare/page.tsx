import type { JSX } from 'preact'

export default function ComparePage(): JSX.Element {
  return <p>…</p>
}

import type { JSX } from 'preact'

export default function MonthlyPage(): JSX.Element {
  return <p>…</p>
}

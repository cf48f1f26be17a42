import type { JSX } from 'preact'

export default function HistoryPage(): JSX.Element {
  return <p>…</p>
}

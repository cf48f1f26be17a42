import type { JSX } from 'preact'

export default function AlarmsPage(): JSX.Element {
  return <p>…</p>
}

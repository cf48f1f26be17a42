import type { JSX } from 'preact'

export default function PerformancePage(): JSX.Element {
  return <p>…</p>
}

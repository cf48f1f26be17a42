import type { JSX } from 'preact'

export default function ReportPage(): JSX.Element {
  return <p>…</p>
}

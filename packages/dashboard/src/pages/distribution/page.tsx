import type { JSX } from 'preact'

export default function DistributionPage(): JSX.Element {
  return <p>…</p>
}

import type { JSX } from 'preact'

export default function BotsPage(): JSX.Element {
  return <p>…</p>
}

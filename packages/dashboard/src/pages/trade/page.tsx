import type { JSX } from 'preact'

export default function TradePage(): JSX.Element {
  return <p>…</p>
}

import type { JSX } from 'preact'

export default function BotPage(): JSX.Element {
  return <p>…</p>
}

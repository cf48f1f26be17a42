import type { JSX } from 'preact'

export default function LeaderboardPage(): JSX.Element {
  return <p>…</p>
}

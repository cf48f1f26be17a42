import type { JSX } from 'preact'

export default function OpenPage(): JSX.Element {
  return <p>…</p>
}

import type { JSX } from 'preact'
import { addressOf, isShared, place } from '../route/url.ts'
import { useCopied } from './use-copied.tsx'

/** The address of a part of what is shown; a shared page is known by its own address alone. */
export const linkOf = (id: string): string =>
  `${location.origin}${isShared() ? location.pathname : addressOf(place.peek())}#${id}`

/** Copies the link of a part of the page. */
export const useCopiedLink = (id: string): { copy: () => void; said: JSX.Element } => useCopied(() => linkOf(id))

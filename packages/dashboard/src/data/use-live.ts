import type { StateTopic, ValueOf } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { holdTopic, type Live } from './live.ts'

/** A topic of the feed for as long as the component is on the page. */
export const useLive = <Name extends StateTopic>(
  name: Name,
  maxHz?: number,
): ReadonlySignal<Live<ValueOf<Name>> | null> => {
  const held = useMemo(() => holdTopic(name, maxHz), [name, maxHz])
  useEffect(() => held.release, [held])
  return held.live
}

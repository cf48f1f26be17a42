import type { StateTopic, ValueOf } from '@papertape/client'
import { type ReadonlySignal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { holdTopic, type Live } from './live.ts'

const NOTHING: ReadonlySignal<null> = signal(null)

/** A topic of the feed for as long as the component is on the page; without a name nothing is heard. */
export const useLive = <Name extends StateTopic>(
  name: Name | null,
  maxHz?: number,
): ReadonlySignal<Live<ValueOf<Name>> | null> => {
  const held = useMemo(() => (name === null ? null : holdTopic(name, maxHz)), [name, maxHz])
  useEffect(() => held?.release, [held])
  return held?.live ?? NOTHING
}

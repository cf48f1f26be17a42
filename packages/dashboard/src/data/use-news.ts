import type { EventDataOf, EventTopic } from '@papertape/client'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { asOf } from '../route/scope.ts'
import { onEvents } from './live.ts'
import type { News } from './with-news.ts'

/** Readings overtake the news soon; more than this is not kept for them. */
const KEPT = 500

/** The newest events of a topic, oldest first: what a reading does not show yet. Put into the page once per frame. */
export const useNews = <Name extends EventTopic>(topic: Name): ReadonlySignal<readonly News<EventDataOf<Name>>[]> => {
  const news = useMemo(() => signal<readonly News<EventDataOf<Name>>[]>([]), [topic])
  useEffect(() => {
    let waiting: News<EventDataOf<Name>>[] = []
    let frame = 0
    const put = (): void => {
      frame = 0
      news.value = [...news.peek(), ...waiting].slice(-KEPT)
      waiting = []
    }
    const stop = onEvents(topic, (data, _type, seq) => {
      waiting = [...waiting.slice(1 - KEPT), { seq, data }]
      if (frame === 0) frame = requestAnimationFrame(put)
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [topic])
  // Of what came later a view of the past knows nothing.
  return useMemo(() => computed(() => (asOf.value === null ? news.value : [])), [news])
}

import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** How wide an element is, in pixels, now and whenever that changes; until it is known, as told. */
export const useWidth = <Of extends Element>(until = 640): { box: RefObject<Of | null>; width: number } => {
  const box = useRef<Of>(null)
  const width = useSignal(until)
  useEffect(() => {
    if (box.current === null) return
    const watching = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) width.value = Math.round(entry.contentRect.width)
    })
    watching.observe(box.current)
    return () => watching.disconnect()
  }, [])
  return { box, width: width.value }
}

import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** From how many rows on only those are drawn that can be seen. */
const WHOLE_MAX = 300
/** Rows drawn above and below what is seen. */
const MARGIN = 15

type Window = {
  scroller: RefObject<HTMLDivElement | null>
  onScroll: () => void
  /** Rows from, inclusive, and to, exclusive. */
  from: number
  to: number
  /** Height of what is not drawn, in pixels. */
  before: number
  after: number
}

/** Which of many rows of equal height are worth drawing. */
export const useWindow = (rows: number): Window => {
  const scroller = useRef<HTMLDivElement>(null)
  const top = useSignal(0)
  const size = useSignal({ row: 36, view: 800 })
  useEffect(() => {
    const box = scroller.current
    if (rows <= WHOLE_MAX || box === null) return
    box.classList.add('windowed')
    const row = box.querySelector<HTMLElement>('tbody tr:not([aria-hidden])')?.offsetHeight ?? 36
    if (row !== size.peek().row || box.clientHeight !== size.peek().view) size.value = { row, view: box.clientHeight }
    return () => box.classList.remove('windowed')
  }, [rows > WHOLE_MAX])
  const onScroll = (): void => {
    top.value = scroller.current?.scrollTop ?? 0
  }
  if (rows <= WHOLE_MAX) return { scroller, onScroll, from: 0, to: rows, before: 0, after: 0 }
  const { row, view } = size.value
  const from = Math.max(0, Math.floor(top.value / row) - MARGIN)
  const to = Math.min(rows, Math.ceil((top.value + view) / row) + MARGIN)
  return { scroller, onScroll, from, to, before: from * row, after: (rows - to) * row }
}

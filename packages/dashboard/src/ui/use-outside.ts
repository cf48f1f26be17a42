import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Calls `leave` when something outside of the element is pressed or gets the focus. */
export const useOutside = (element: RefObject<HTMLElement | null>, leave: () => void): void => {
  useEffect(() => {
    const check = ({ target }: Event): void => {
      if (element.current !== null && target instanceof Node && !element.current.contains(target)) leave()
    }
    document.addEventListener('pointerdown', check)
    document.addEventListener('focusin', check)
    return () => {
      document.removeEventListener('pointerdown', check)
      document.removeEventListener('focusin', check)
    }
  }, [])
}

/**
 * The text, written down by `escape`, in at most `max` UTF-16 units of what is written; a longer one is cut between two
 * characters, never inside one or inside an escape, and ends with an ellipsis.
 */
export const shorten = (text: string, max: number, escape: (text: string) => string = (same) => same): string => {
  const whole = escape(text)
  if (whole.length <= max) return whole
  let kept = ''
  for (const character of text) {
    const next = escape(character)
    if (kept.length + next.length + 1 > max) break
    kept += next
  }
  return `${kept}…`
}

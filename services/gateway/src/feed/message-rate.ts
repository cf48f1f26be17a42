/** Lets through so many a second, and twice as many at once. */
export const createMessageRate = (perSecond: number): ((nowMs: number) => boolean) => {
  const most = perSecond * 2
  let left = most
  let sinceMs: number | null = null
  return (nowMs) => {
    left = Math.min(most, left + (Math.max(0, nowMs - (sinceMs ?? nowMs)) / 1000) * perSecond)
    sinceMs = nowMs
    if (left < 1) return false
    left -= 1
    return true
  }
}

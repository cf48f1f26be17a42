// Keeps the page up to date: asks for the changing part once a second and changes what differs, nothing else.

const live = document.getElementById('live')
const connection = document.getElementById('connection')
const pollMs = 1000
const staleAfterMs = 10_000

let tag = ''
let failures = 0
let lastAnswerMs = Date.now()

const keyOf = (node) => (node instanceof Element ? (node.getAttribute('data-key') ?? '') : '')
const alike = (a, b) => a.nodeName === b.nodeName && keyOf(a) === keyOf(b)

const copyAttributes = (from, to) => {
  for (const { name } of Array.from(to.attributes)) if (!from.hasAttribute(name)) to.removeAttribute(name)
  for (const { name, value } of from.attributes) if (to.getAttribute(name) !== value) to.setAttribute(name, value)
}

/** Makes the children of `to` those of `from`, keeping every node that can stay: focus, selection and scrolling survive. */
const follow = (to, from) => {
  const keyed = new Map([...to.children].map((child) => [keyOf(child), child]))
  let place = to.firstChild
  for (const next of Array.from(from.childNodes)) {
    const key = keyOf(next)
    const kept = key === '' ? place : (keyed.get(key) ?? null)
    if (kept === null || !alike(kept, next)) {
      to.insertBefore(next, place)
      continue
    }
    if (kept !== place) to.insertBefore(kept, place)
    else place = place.nextSibling
    if (kept instanceof Element) {
      copyAttributes(next, kept)
      follow(kept, next)
    } else if (kept.nodeValue !== next.nodeValue) kept.nodeValue = next.nodeValue
  }
  while (place !== null) {
    const gone = place
    place = place.nextSibling
    gone.remove()
  }
}

const show = (state, text) => {
  // Written only when it differs, because a screen reader reads each change out.
  if (connection.textContent !== text) connection.textContent = text
  connection.className = state
}

const showConnection = () => {
  if (failures === 0) return show('live', '● Live')
  const silentMs = Date.now() - lastAnswerMs
  if (silentMs < staleAfterMs) return show('waiting', '◔ Reconnecting…')
  show('stale', `▲ No connection since ${new Date(lastAnswerMs).toISOString().slice(11, 19)} UTC`)
}

const refresh = async () => {
  const response = await fetch(`/bot-performance/live${location.search}`, {
    cache: 'no-store',
    headers: tag === '' ? {} : { 'if-none-match': tag },
    signal: AbortSignal.timeout(5000),
  })
  if (response.status !== 304) {
    if (!response.ok) throw new Error(`the gateway answers ${response.status}`)
    const parsed = new DOMParser().parseFromString(await response.text(), 'text/html')
    follow(live, parsed.body)
    tag = response.headers.get('etag') ?? ''
  }
}

const poll = async () => {
  if (!document.hidden) {
    try {
      await refresh()
      failures = 0
      lastAnswerMs = Date.now()
    } catch {
      // Whatever it was, the page says so and asks again, less often the longer it lasts.
      failures += 1
    }
    showConnection()
  }
  setTimeout(poll, Math.min(10_000, pollMs * 2 ** Math.min(failures, 4)))
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) showConnection()
})
showConnection()
void poll()

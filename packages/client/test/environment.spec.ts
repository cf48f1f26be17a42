import { expect, it } from 'vitest'
import { type Host, hostEnvironment } from '../src/feed/environment.ts'

it('tells of the network and the page of a browser, until that is ended', () => {
  const window = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const navigator = { onLine: true }
  const host: Host = {
    navigator,
    document,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  }
  const environment = hostEnvironment(host)
  let changes = 0
  const end = environment.listen(() => {
    changes += 1
  })
  navigator.onLine = false
  document.visibilityState = 'hidden'
  window.dispatchEvent(new Event('offline'))
  window.dispatchEvent(new Event('online'))
  document.dispatchEvent(new Event('visibilitychange'))
  expect([changes, environment.online(), environment.visible()]).toEqual([3, false, false])
  end()
  window.dispatchEvent(new Event('online'))
  document.dispatchEvent(new Event('visibilitychange'))
  expect(changes).toBe(3)
})

it('takes hosts without a window for visible and on the network', () => {
  const environment = hostEnvironment({})
  environment.listen(() => {})()
  expect([environment.online(), environment.visible()]).toEqual([true, true])
})

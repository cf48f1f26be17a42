import { expect, it } from 'vitest'
import { trustedProxies } from '../src/http/trusted-proxies.ts'

it.each([
  ['loopback', ['loopback']],
  ['10.0.0.0/8, 2001:db8::/32', ['10.0.0.0/8', '2001:db8::/32']],
  ['192.0.2.7,uniquelocal', ['192.0.2.7', 'uniquelocal']],
])('%s is taken', (text, proxies) => {
  expect(trustedProxies.parse(text)).toEqual(proxies)
})

it.each(['true', '1', '*', 'example.com', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'loopback,', '300.1.1.1'])(
  '%s is refused',
  (text) => {
    expect(trustedProxies.safeParse(text).success).toBe(false)
  },
)

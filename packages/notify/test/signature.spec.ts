import { describe, expect, it } from 'vitest'
import { keyBytesOf, SECRET, signatureHeaders } from '../src/formats/signature.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: 1614265330, body: '{"test": 2432232314}' }

describe('a signature', () => {
  it('is that of the vector of Standard Webhooks', () => {
    expect(signatureHeaders([secret], message)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })
  it('comes once per secret during a rotation, each good by itself', () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const one = (given: string) => signatureHeaders([given], message)['webhook-signature']
    expect(signatureHeaders([other, secret], message)['webhook-signature']).toBe(`${one(other)} ${one(secret)}`)
    expect(one(other)).not.toBe(one(secret))
  })
  it('knows a secret by its form and its length', () => {
    expect(SECRET.test(secret)).toBe(true)
    expect(keyBytesOf(secret)).toBe(24)
    for (const none of ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_no base64', 'whsec_abc']) {
      expect(SECRET.test(none)).toBe(false)
    }
  })
})

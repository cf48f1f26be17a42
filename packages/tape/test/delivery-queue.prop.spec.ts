import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDeliveryQueue } from '../src/delivery-queue.ts'
import type { TapeMessage } from '../src/message.ts'

const aMessage = (seq: number): TapeMessage => ({
  seq,
  subject: 's',
  receivedAt: '',
  receivedAtMs: 0,
  data: new Uint8Array(),
  text: () => '',
  header: () => undefined,
  pending: 0,
})

it('hands on each message once, in order, never two at a time, and nothing behind one that threw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('at once', 'later', 'push later'), { maxLength: 40 }),
      fc.option(fc.nat(39)),
      async (kinds, throwsAt) => {
        const started: number[] = []
        const handled: number[] = []
        let inside = 0
        let thrown = 0
        const queue = createDeliveryQueue({
          handle({ seq }) {
            expect(inside).toBe(0)
            started.push(seq)
            const work = () => {
              inside -= 1
              if (seq === throwsAt) throw new Error('no')
            }
            inside += 1
            if (kinds[seq] === 'at once') return work()
            return Promise.resolve()
              .then(() => Promise.resolve())
              .then(work)
          },
          onHandled: ({ seq }) => void handled.push(seq),
          onThrown: () => {
            thrown += 1
          },
        })
        for (const [seq, kind] of kinds.entries()) {
          if (kind === 'push later') await Promise.resolve()
          queue.push(aMessage(seq))
        }
        while (!queue.isEmpty() && thrown === 0) await Promise.resolve()
        const throws = throwsAt !== null && throwsAt < kinds.length
        const last = throws ? throwsAt : kinds.length
        expect(handled).toEqual(Array.from({ length: last }, (_, seq) => seq))
        expect(started).toEqual(throws ? [...handled, last] : handled)
        expect(thrown).toBe(throws ? 1 : 0)
      },
    ),
  )
})

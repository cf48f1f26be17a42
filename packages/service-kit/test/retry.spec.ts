import { retry, TransientError } from '@papertape/service-kit'
import { describe, expect, it } from 'vitest'

const recorder = () => {
  const lines: string[] = []
  const note = (_fields: unknown, message?: string) => void lines.push(message ?? '')
  return { lines, log: { info: note, warn: note } }
}

describe('retry', () => {
  it('repeats what may succeed later, and says so', async () => {
    const { lines, log } = recorder()
    let attempts = 0
    const op = async () => {
      attempts += 1
      if (attempts < 3) throw new TransientError('away')
      return 'here'
    }
    const { signal } = new AbortController()
    expect(await retry(op, { signal, log, what: 'open', delayMs: 1 })).toBe('here')
    expect(lines).toEqual(['failed, will retry', 'failed, will retry', 'succeeded after retries'])
  })

  it('does not repeat a defect', async () => {
    let attempts = 0
    const op = async () => {
      attempts += 1
      throw new TypeError('no such thing')
    }
    const { signal } = new AbortController()
    await expect(retry(op, { signal, log: recorder().log, what: 'open' })).rejects.toThrow(TypeError)
    expect(attempts).toBe(1)
  })

  it('ends with the reason of the signal, in the middle of a pause too', async () => {
    const stop = new AbortController()
    const op = async () => {
      queueMicrotask(() => stop.abort(new Error('stopping')))
      throw new TransientError('away')
    }
    const options = { signal: stop.signal, log: recorder().log, what: 'open', delayMs: 60_000 }
    await expect(retry(op, options)).rejects.toThrow('stopping')
  })
})

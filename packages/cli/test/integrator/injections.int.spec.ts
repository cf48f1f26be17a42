import { jetstream } from '@nats-io/jetstream'
import { headers, type NatsConnection } from '@nats-io/nats-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { injections } from './injections.ts'
import { realWorld, type World, weakWorld } from './worlds.ts'

let real: World
let weak: World
beforeAll(async () => {
  ;[real, weak] = await Promise.all([realWorld(), weakWorld()])
})
afterAll(async () => {
  await Promise.all([real[Symbol.asyncDispose](), weak[Symbol.asyncDispose]()])
})

const comesAbout = async (world: World, user: string, { run }: (typeof injections)[number]): Promise<boolean> => {
  const attacker = await world.login(user)
  try {
    return await run(attacker, world)
  } finally {
    await attacker.close()
  }
}

describe('an integrator', () => {
  it.each(injections)('never $name', async (injection) => {
    expect(await comesAbout(real, 'integrator', injection)).toBe(false)
  })
})

describe('in an account of its own, whatever the streams allow, an integrator', () => {
  it.each(injections.filter(({ stoppedBy }) => stoppedBy === 'account'))('never $name', async (injection) => {
    expect(await comesAbout(weak, 'integrator', injection)).toBe(false)
  })
})

describe('inside the core account, where these tests must see it happen, a user', () => {
  it.each(injections)('$name', async (injection) => {
    expect(await comesAbout(weak, injection.plantedAs, injection)).toBe(true)
  })
})

/** An account hides subjects, not headers: what these two show is told in docs/integrators.md. */
describe('what an integrator can still do to another bot', () => {
  it('learns whether and where its last signal stands in the stream', async () => {
    const { seq } = await jetstream(real.core).publish('signals.theirs', '{}')
    const attacker = await real.login('integrator')
    const probe = headers()
    probe.set('Nats-Expected-Last-Subject-Sequence', '999999')
    probe.set('Nats-Expected-Last-Subject-Sequence-Subject', 'inbox.0.theirs')
    await expect(jetstream(attacker).publish('signals.mine', '{}', { headers: probe })).rejects.toThrow(
      `wrong last sequence: ${seq}`,
    )
    await attacker.close()
  })

  it('takes away its Nats-Msg-Id, where it can guess it, for a tenth of a second', async () => {
    const attacker = await real.login('integrator')
    const publish = (as: NatsConnection, bot: string) =>
      jetstream(as).publish(`signals.${bot}`, '{}', { msgID: 'guessed' })
    await publish(attacker, 'mine')
    expect(await publish(real.core, 'theirs')).toMatchObject({ duplicate: true })
    await vi.waitFor(async () => expect(await publish(real.core, 'theirs')).toMatchObject({ duplicate: false }), 1000)
    await attacker.close()
  })
})

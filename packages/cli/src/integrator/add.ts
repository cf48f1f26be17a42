import { randomBytes } from 'node:crypto'
import type { Integrator } from '@papertape/embedded'
import { isBotId } from '@papertape/events'
import { hash } from 'bcryptjs'
import { OperatorError, UsageError } from '../command.ts'
import { changeAt } from './change.ts'
import type { Place } from './place.ts'

/** What an integrator is told, this once: the password is kept nowhere. */
export type Credentials = {
  name: string
  bots: string[]
  created_at: string
  /** `null` where this machine does not know it. */
  url: string | null
  user: string
  password: string
  /** The subjects it may publish on. */
  publish: string[]
  /** The subjects it may subscribe to, beside its own `_INBOX.>`. */
  subscribe: string[]
}

/**
 * bcrypt makes guesses slow, but nobody guesses 192 random bits; the lowest cost keeps a flood of wrong passwords from
 * keeping nats-server busy.
 */
const bcryptCost = 4

export const readBots = (text: string | undefined): string[] => {
  const bots = [...new Set((text ?? '').split(',').map((bot) => bot.trim()))].filter((bot) => bot !== '')
  if (bots.length === 0) throw new UsageError('add takes --bots a,b: the bots whose signals it may publish')
  const wrong = bots.find((bot) => !isBotId(bot))
  if (wrong !== undefined) throw new UsageError(`${JSON.stringify(wrong)} is no bot id: letters, digits, _ and -`)
  return bots
}

/** @throws OperatorError where the name is taken or another integrator has one of the bots. */
export const addIntegrator = async (place: Place, name: string, bots: string[]): Promise<Credentials> => {
  // A letter first: clients take `:123` in a URL for a port.
  const password = `pt${randomBytes(24).toString('base64url')}`
  const added: Integrator = {
    name,
    bots,
    created_at: new Date().toISOString(),
    password_hash: await hash(password, bcryptCost),
  }
  await changeAt(place, (integrators) => {
    checkFree(integrators, added)
    return [...integrators, added]
  })
  return {
    name,
    bots,
    created_at: added.created_at,
    url: place.url,
    user: name,
    password,
    publish: bots.map((bot) => `signals.${bot}`),
    subscribe: bots.map((bot) => `ledger.*.${bot}.>`),
  }
}

const checkFree = (integrators: readonly Integrator[], { name, bots }: Integrator): void => {
  for (const other of integrators) {
    if (other.name === name) {
      throw new OperatorError(`there is an integrator ${name} already; for a new password remove it first`)
    }
    const shared = other.bots.find((bot) => bots.includes(bot))
    if (shared !== undefined) throw new OperatorError(`the bot ${shared} belongs to the integrator ${other.name}`)
  }
}

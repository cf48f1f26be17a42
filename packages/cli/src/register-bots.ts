import type { BotRegistrationInput } from '@papertape/events'
import { type GatewayClient, GatewayRefusal } from './gateway-client.ts'

/** Registers the bots that are not registered yet; a bot that exists is taken as it is. */
export const registerBots = async (gateway: GatewayClient, bots: readonly BotRegistrationInput[]): Promise<void> => {
  for (const bot of bots) {
    try {
      await gateway.post('/api/v1/bots', bot)
    } catch (error) {
      if (!(error instanceof GatewayRefusal) || error.status !== 409) throw error
    }
  }
}

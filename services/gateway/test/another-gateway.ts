import { createLogger } from '@papertape/service-kit'
import { openStore } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { createServer } from '../src/create-server.ts'
import { openGateway } from '../src/open-gateway.ts'
import { TOKEN } from './harness.ts'

/** A gateway of its own over servers that are there: what another process would be. */
export type AnotherGateway = AsyncDisposable & { url: string; tape: Tape }

export const startAnotherGateway = async ({
  natsUrl,
  databaseUrl,
}: {
  natsUrl: string
  databaseUrl: string
}): Promise<AnotherGateway> => {
  const log = createLogger({ service: 'gateway', level: 'fatal' })
  const tape = await connectTape({ servers: natsUrl, name: 'another-gateway', log })
  const store = await openStore({ url: databaseUrl, name: 'another-gateway' })
  const gateway = openGateway({ tape, store }, { log })
  const server = createServer(gateway, { log, adminToken: TOKEN })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    tape,
    async [Symbol.asyncDispose]() {
      await server.close()
      await gateway[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
      await tape[Symbol.asyncDispose]()
    },
  }
}

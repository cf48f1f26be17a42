import fastify from 'fastify'

/** The least that Fastify needs to send some bytes: the peer of the gateway's answers. Sends its port to who forked it. */
const [body = ''] = process.argv.slice(2)
const server = fastify()
server.get('/', async (_request, reply) => reply.type('application/json; charset=utf-8').send(body))
const address = await server.listen({ host: '127.0.0.1', port: 0 })
process.send?.(address)

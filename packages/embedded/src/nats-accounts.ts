/** One who publishes signals from outside, in an account of its own. */
export type Integrator = {
  /** Also the name it logs in with. */
  name: string
  /** The bots whose signals it may publish and whose facts it may hear. A bot belongs to one integrator. */
  bots: string[]
  /** RFC 3339. */
  created_at: string
  /** bcrypt; the password itself is kept nowhere. */
  password_hash: string
}

/** The account of the services and of the streams. */
export const coreAccount = 'CORE'
/** No integrator can have this name: theirs hold no dot. */
export const coreUser = 'papertape.core'
/** Under this name nats-server finds the password of {@link coreUser} in its environment. */
export const corePasswordVariable = 'NATS_CORE_PASSWORD'

/** A signal is at most 64 KiB; some headers come on top. */
const payloadBytesMax = 68 * 1024
const connectionsMax = 16
const subscriptionsMax = 64

const accountOf = ({ name }: Integrator) => `integrator-${name}`
const signalsOf = (bot: string) => `signals.${bot}`
const factsOf = (bot: string) => `ledger.*.${bot}.>`

/** Nobody else may import these: each export names its account. */
const exportsFor = (integrator: Integrator) => {
  const accounts = [accountOf(integrator)]
  return integrator.bots.flatMap((bot) => [
    { service: signalsOf(bot), accounts },
    { stream: factsOf(bot), accounts },
  ])
}

/**
 * The account sees nothing but its imports, so whatever a client puts into a reply subject or a subscription stays inside
 * it. The permissions say the same once more, so that it gets an error and not silence.
 */
const accountFor = (integrator: Integrator) => ({
  users: [
    {
      user: integrator.name,
      password: integrator.password_hash,
      allowed_connection_types: ['STANDARD', 'WEBSOCKET'],
      permissions: {
        publish: { allow: integrator.bots.map(signalsOf) },
        subscribe: { allow: [...integrator.bots.map(factsOf), '_INBOX.>'] },
      },
    },
  ],
  imports: integrator.bots.flatMap((bot) => [
    { service: { account: coreAccount, subject: signalsOf(bot) } },
    { stream: { account: coreAccount, subject: factsOf(bot) } },
  ]),
  limits: {
    max_connections: connectionsMax,
    max_subscriptions: subscriptionsMax,
    max_payload: payloadBytesMax,
    max_leafnodes: 0,
  },
})

/**
 * The block `accounts` of nats-server's configuration. Names and bots must be plain tokens (letters, digits, `_`, `-`):
 * they become parts of subjects.
 */
export const accountsConfig = (integrators: readonly Integrator[]): string => {
  const accounts = integrators.map((one) => `  ${JSON.stringify(accountOf(one))}: ${JSON.stringify(accountFor(one))}`)
  const core = `  "${coreAccount}": {
    "jetstream": "enabled",
    "users": [{"user": "${coreUser}", "password": $${corePasswordVariable}}],
    "exports": ${JSON.stringify(integrators.flatMap(exportsFor))}
  }`
  return `"accounts": {\n${[core, ...accounts].join(',\n')}\n}\n`
}

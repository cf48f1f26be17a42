import type { Instance } from '../live/services-seen.ts'
import { SERVICES } from '../live/services-seen.ts'

type Dependency = { ok: boolean; detail?: string }

/** What is known of the system at one moment. `null` where it could not be asked. */
export type HealthFacts = {
  nats: Dependency
  postgres: Dependency
  instances: readonly Instance[]
  ledger: { lastSeq: number; epoch: string } | null
  checkpoint: { seq: number; ledger_epoch: string | null; epoch: string; as_of: string | null } | null
}

/** The system's health: `ok` only when both servers answer, each service has a ready instance and the projection fits. */
export const healthOf = ({ nats, postgres, instances, ledger, checkpoint }: HealthFacts) => {
  const services = Object.fromEntries(
    SERVICES.map((service) => {
      const own = instances.filter((instance) => instance.service === service)
      const status = own.some(({ ready }) => ready) ? 'ok' : own.length > 0 ? 'not_ready' : 'absent'
      return [service, { status, instances: own.map(({ service: _, ...instance }) => instance) }]
    }),
  )
  const foreign =
    checkpoint !== null &&
    ledger !== null &&
    ((checkpoint.ledger_epoch !== null && checkpoint.ledger_epoch !== ledger.epoch) || checkpoint.seq > ledger.lastSeq)
  const projection =
    checkpoint === null
      ? { status: 'unknown', seq: null, epoch: null, as_of: null, lag_events: null }
      : {
          status: foreign ? 'of_another_ledger' : 'ok',
          seq: checkpoint.seq,
          epoch: checkpoint.epoch,
          as_of: checkpoint.as_of,
          lag_events: ledger === null || foreign ? null : ledger.lastSeq - checkpoint.seq,
        }
  const ready =
    nats.ok &&
    postgres.ok &&
    projection.status === 'ok' &&
    Object.values(services).every(({ status }) => status === 'ok')
  return {
    status: ready ? 'ok' : nats.ok && postgres.ok ? 'degraded' : 'down',
    ready,
    services,
    dependencies: { nats, postgres },
    projections: { ledger: { ...projection, ledger_seq: ledger?.lastSeq ?? null } },
  }
}

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
  /** How far alarm-evaluator has saved its fold. */
  alarms: { seq: number; ledger_epoch: string } | null
}

/** How far a fold of the ledger is, and whether it can be one of this ledger at all. */
const foldHealth = (
  fold: { seq: number; ledger_epoch: string | null } | null,
  ledger: HealthFacts['ledger'],
): { status: 'ok' | 'unknown' | 'of_another_ledger'; seq: number | null; lag_events: number | null } => {
  if (fold === null) return { status: 'unknown', seq: null, lag_events: null }
  const foreign =
    ledger !== null && ((fold.ledger_epoch !== null && fold.ledger_epoch !== ledger.epoch) || fold.seq > ledger.lastSeq)
  return {
    status: foreign ? 'of_another_ledger' : 'ok',
    seq: fold.seq,
    lag_events: ledger === null || foreign ? null : ledger.lastSeq - fold.seq,
  }
}

/** Whether anybody does a service's work: `absent` where no instance is heard, `not_ready` where none of them can. */
export const serviceStatus = (
  instances: readonly Instance[],
  service: (typeof SERVICES)[number],
): 'ok' | 'not_ready' | 'absent' => {
  const own = instances.filter((instance) => instance.service === service)
  return own.some(({ ready }) => ready) ? 'ok' : own.length > 0 ? 'not_ready' : 'absent'
}

/** The system's health: `ok` only when both servers answer, each service has a ready instance and the projection fits. */
export const healthOf = ({ nats, postgres, instances, ledger, checkpoint, alarms }: HealthFacts) => {
  const services = Object.fromEntries(
    SERVICES.map((service) => {
      const own = instances.filter((instance) => instance.service === service)
      const status = serviceStatus(own, service)
      return [service, { status, instances: own.map(({ service: _, ...instance }) => instance) }]
    }),
  )
  const { epoch = null, as_of = null } = checkpoint ?? {}
  const projections = {
    ledger: { ...foldHealth(checkpoint, ledger), epoch, as_of, ledger_seq: ledger?.lastSeq ?? null },
    alarms: foldHealth(alarms, ledger),
  }
  const ready =
    nats.ok &&
    postgres.ok &&
    projections.ledger.status === 'ok' &&
    Object.values(services).every(({ status }) => status === 'ok')
  return {
    status: ready ? 'ok' : nats.ok && postgres.ok ? 'degraded' : 'down',
    ready,
    services,
    dependencies: { nats, postgres },
    projections,
  }
}

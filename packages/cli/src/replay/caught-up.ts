import { setTimeout as pause } from 'node:timers/promises'
import type { Tape } from '@papertape/tape'
import { z } from 'zod'

const healthSchema = z.object({
  data: z.object({ projections: z.record(z.string(), z.object({ seq: z.number().nullable() })) }),
})

/** How far each projection is, as the gateway tells; none while it does not answer. */
const positions = async (gatewayUrl: string): Promise<number[]> => {
  try {
    const response = await fetch(`${gatewayUrl}/api/health`, { signal: AbortSignal.timeout(5000) })
    const health = healthSchema.safeParse(await response.json())
    return health.success ? Object.values(health.data.data.projections).map(({ seq }) => seq ?? 0) : []
  } catch {
    return [] // on its way up again: asked once more
  }
}

/** Waits until every projection has folded the ledger to an end that did not move meanwhile. */
export const untilProjected = async (tape: Tape, gatewayUrl: string, signal: AbortSignal): Promise<void> => {
  for (;;) {
    signal.throwIfAborted()
    const before = await tape.streamState('LEDGER')
    const seqs = await positions(gatewayUrl)
    const after = await tape.streamState('LEDGER')
    if (seqs.length > 0 && after.lastSeq === before.lastSeq && Math.min(...seqs) >= after.lastSeq) return
    await pause(50, undefined, { signal })
  }
}

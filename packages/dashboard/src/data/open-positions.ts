import type { Client, Position } from '@papertape/client'
import { computed, type ReadonlySignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { asOf, period, scope, tradeFilters } from '../route/scope.ts'
import { freshest } from './fresh.ts'
import { useLive } from './use-live.ts'
import { type Read, useRead } from './use-read.ts'

/** More than anybody looks at one by one; as many as the feed tells. */
const ROWS_MAX = 10_000

type Query = Parameters<Client['listOpenPositions']>[0]

/** Every page of the list, as one answer with the place of the first. */
const readAll = async (client: Client, query: Query, signal: AbortSignal) => {
  const first = await client.listOpenPositions({ ...query, limit: 500 }, { signal })
  const rows = [...first.data]
  let cursor = first.page?.next ?? null
  while (cursor !== null && rows.length < ROWS_MAX) {
    const { data, page } = await client.listOpenPositions({ ...query, limit: 500, cursor }, { signal })
    rows.push(...data)
    cursor = page?.next ?? null
  }
  return { ...first, data: rows as readonly Position[] }
}

/** The rows that were read, with what the feed has told of them since. */
export const withPrices = (rows: readonly Position[], told: readonly Position[]): readonly Position[] => {
  const byId = new Map(told.map((row) => [row.trade_id, row]))
  return rows.map((row) => byId.get(row.trade_id) ?? row)
}

/**
 * The open positions of the scope at the prices of now. The feed tells all of the default scope; of another which rows there
 * are is read, and the feed keeps their prices fresh where it knows them.
 */
export const useOpenPositions = (): ReadonlySignal<Read<readonly Position[]>> => {
  const query = { ...scope.value, ...period.value, ...tradeFilters.value }
  const isWhole = Object.keys(query).length === 0
  const hears = asOf.value === null && scope.value.mode === undefined
  const read = useRead(['positions', query], (client, signal) => readAll(client, query, signal), {
    refreshMs: isWhole && hears ? 30_000 : 5000,
  })
  const live = useLive(hears ? 'positions' : null, 4)
  return useMemo(
    () =>
      computed(() => {
        const now = read.value
        if (isWhole) return freshest(now, live.value)
        if (now.data === null || live.value === null) return now
        return { ...now, data: withPrices(now.data, live.value.value) }
      }),
    [read, live, isWhole],
  )
}

import type { Client, Position } from '@papertape/client'
import { computed, effect, type ReadonlySignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { asOf, period, scope, tradeFilters } from '../route/scope.ts'
import { freshest } from './fresh.ts'
import type { Live } from './live.ts'
import { useLive } from './use-live.ts'
import { type Read, useRead } from './use-read.ts'

/** More than anybody looks at one by one; as many as the feed tells. */
const ROWS_MAX = 10_000
const PAGE_ROWS = 500

type Query = Parameters<Client['listOpenPositions']>[0]

/** Every page of the list, as one answer with the place of the first. */
const readAll = async (client: Client, query: Query, signal: AbortSignal) => {
  const first = await client.listOpenPositions({ ...query, limit: PAGE_ROWS }, { signal })
  const rows = [...first.data]
  let cursor = first.page?.next ?? null
  while (cursor !== null && rows.length < ROWS_MAX) {
    const { data, page } = await client.listOpenPositions({ ...query, limit: PAGE_ROWS, cursor }, { signal })
    rows.push(...data)
    cursor = page?.next ?? null
  }
  return { ...first, data: rows as readonly Position[] }
}

/** How long prices wait for a page of positions: the feed tells of them when the ledger moves only, and prices go on. */
const PRICES_MS = 2000

/** Reads a list with rows again and again while somebody looks; a longer one less often. */
const useGoingOn = (read: ReadonlySignal<Read<readonly unknown[]>>, goesOn: boolean): void =>
  useEffect(
    () =>
      effect(() => {
        const { state, data, again } = read.value
        if (!goesOn || state !== 'ready' || data === null || data.length === 0) return undefined
        const ms = PRICES_MS * Math.ceil(data.length / PAGE_ROWS)
        let timer: ReturnType<typeof setTimeout>
        const later = (): void => {
          timer = setTimeout(() => (document.visibilityState === 'visible' ? again() : later()), ms)
        }
        later()
        return () => clearTimeout(timer)
      }),
    [read, goesOn],
  )

/** The newer of both. Where the ledger stands at the same place that is what was read, as it goes on with the prices. */
export const newest = <Data>(read: Read<Data>, live: Live<Data> | null): Read<Data> =>
  read.data !== null && read.state !== 'error' && read.asOf?.seq === live?.told.seq ? read : freshest(read, live)

/** The rows that were read, with what the feed has told of them since. */
export const withPrices = (rows: readonly Position[], told: readonly Position[]): readonly Position[] => {
  const byId = new Map(told.map((row) => [row.trade_id, row]))
  return rows.map((row) => byId.get(row.trade_id) ?? row)
}

/**
 * The open positions of the scope at the prices of now. The feed tells all of the default scope when the ledger moves; which
 * rows there are of another is read, as are the prices of both while the ledger stands still.
 */
export const useOpenPositions = (): ReadonlySignal<Read<readonly Position[]>> => {
  const query = { ...scope.value, ...period.value, ...tradeFilters.value }
  const isWhole = Object.keys(query).length === 0
  const hears = asOf.value === null && scope.value.mode === undefined
  const read = useRead(['positions', query], (client, signal) => readAll(client, query, signal), {
    refreshMs: isWhole && hears ? 30_000 : 5000,
  })
  useGoingOn(read, asOf.value === null)
  const live = useLive(hears ? 'positions' : null, 4)
  return useMemo(
    () =>
      computed(() => {
        const now = read.value
        if (isWhole) return newest(now, live.value)
        if (now.data === null || live.value === null || (now.asOf?.seq ?? 0) >= live.value.told.seq) return now
        return { ...now, data: withPrices(now.data, live.value.value) }
      }),
    [read, live, isWhole],
  )
}

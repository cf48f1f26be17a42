import './execution.css'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { asOfQuery, tradeScope } from '../../route/scope.ts'
import { Counts } from './counts.tsx'
import { Latencies } from './latencies.tsx'
import { SlicesPanel } from './slices.tsx'
import { SlippagePanel } from './slippage.tsx'

/** How signals became fills: how many, how fast, and at what cost against the price to be expected. */
export default function ExecutionPage(): JSX.Element {
  const query = { ...tradeScope.value, ...asOfQuery.value }
  const read = useRead(['execution', query], (client, signal) => client.getExecution(query, { signal }), {
    refreshMs: 10_000,
  })
  return (
    <div class="page">
      <Counts read={read} />
      <Latencies read={read} />
      <SlippagePanel read={read} side="entry" />
      <SlippagePanel read={read} side="exit" />
      <SlicesPanel read={read} by="symbol" />
      <SlicesPanel read={read} by="hour" />
    </div>
  )
}

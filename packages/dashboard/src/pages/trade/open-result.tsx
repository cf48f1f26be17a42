import type { TradeDetail } from '@papertape/client'
import type { JSX } from 'preact'
import { useLive } from '../../data/use-live.ts'
import { price } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { Gain, None } from '../../ui/figure.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: { pnl: 'Unrealised P/L', stale: 'the price is old' },
  tr: { pnl: 'Gerçekleşmemiş K/Z', stale: 'fiyat eski' },
})

/** What an open trade stands at, as the feed tells it. */
export const OpenResult = ({ trade }: { trade: TradeDetail }): JSX.Element => {
  const now = useLive('positions').value?.value.find(({ trade_id }) => trade_id === trade.trade_id)
  const at = now?.current_price ?? null
  return (
    <Card
      id="pnl"
      label={say(texts).pnl}
      below={
        at === null ? undefined : (
          <>
            {price(at)} · <Time iso={now?.current_price_time ?? null} />
            {now?.price_state === 'stale' ? ` · ${say(texts).stale}` : ''}
          </>
        )
      }
    >
      {now === undefined ? <None /> : <Gain value={now.unrealized_pnl} />}
    </Card>
  )
}

import type { Trade, TradeStatistics } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import { statusWords } from '../../figures/trade-words.ts'
import { duration } from '../../format/time.ts'
import { linkTo } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Best and worst trades',
    best: 'Best',
    worst: 'Worst',
    symbol: 'Symbol',
    side: 'Side',
    bot: 'Bot',
    exit: 'Exit',
    why: 'Exit reason',
    lasted: 'Lasted',
    profit: 'P/L',
    none: 'No trade was closed in this selection. Choose a longer period or fewer filters.',
  },
  tr: {
    title: 'En iyi ve en kötü işlemler',
    best: 'En iyi',
    worst: 'En kötü',
    symbol: 'Sembol',
    side: 'Yön',
    bot: 'Bot',
    exit: 'Çıkış',
    why: 'Çıkış nedeni',
    lasted: 'Süre',
    profit: 'K/Z',
    none: 'Bu seçimde kapanan işlem yok. Daha uzun bir dönem veya daha az süzgeç seçin.',
  },
})

/** The five highest and lowest net profits; each leads to its trade. */
export const TopTrades = ({ read }: { read: ReadonlySignal<Read<TradeStatistics>> }): JSX.Element => {
  const t = say(texts)
  const columns = [t.symbol, t.side, t.bot, t.exit, t.why, t.lasted, t.profit, `${t.profit} %`]
  return (
    <Panel
      id="top-trades"
      class="two-thirds"
      title={t.title}
      read={read}
      info={['largest_win', 'largest_loss']}
      height="270px"
      empty={({ all }) => (all.trades === 0 ? t.none : null)}
      table={({ top }) => ({
        caption: t.title,
        columns,
        rows: [...top.best, ...top.worst].map((trade) => [
          trade.symbol,
          trade.direction,
          trade.bot_id,
          trade.exit_time,
          trade.status,
          trade.duration_seconds,
          trade.realized_pnl,
          trade.realized_pnl_pct,
        ]),
      })}
    >
      {({ top }) => (
        <>
          <Trades caption={t.best} trades={top.best} />
          <Trades caption={t.worst} trades={top.worst} />
        </>
      )}
    </Panel>
  )
}

const Trades = ({ caption, trades }: { caption: string; trades: readonly Trade[] }): JSX.Element => {
  const t = say(texts)
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
      <table class="data top-trades">
        <caption>{caption}</caption>
        <thead class="visually-hidden">
          <tr>
            {[t.symbol, t.side, t.exit, t.why, t.lasted, t.profit, `${t.profit} %`].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trades.map((trade) => (
            <tr key={trade.trade_id}>
              <th scope="row">
                <a href={linkTo(`/trades/${encodeURIComponent(trade.trade_id)}`)}>{trade.symbol}</a>
              </th>
              <td>
                <Side direction={trade.direction} />
              </td>
              <td class="minor">
                <Time iso={trade.exit_time} />
              </td>
              <td class="minor">{statusWords(trade.status)}</td>
              <td class="minor">
                <Maybe value={trade.duration_seconds} as={duration} />
              </td>
              <td class="number">
                <Gain value={trade.realized_pnl} />
              </td>
              <td class="number">
                <GainPct value={trade.realized_pnl_pct} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

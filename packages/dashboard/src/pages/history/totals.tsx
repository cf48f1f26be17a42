import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { count, pct } from '../../format/number.ts'
import { Card } from '../../ui/card.tsx'
import { Gain, Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import type { ListFilters } from './trade-query.ts'

const texts = words({
  en: {
    title: 'All trades of these filters',
    trades: 'Trades',
    open: (n: string) => `${n} of them open`,
    pnl: 'Total P/L',
    rate: 'Win rate',
    outcomes: (won: string, lost: string, even: string) => `${won} won · ${lost} lost · ${even} even`,
    win: 'Average win',
    loss: 'Average loss',
    none: 'No trade fits these filters.',
  },
  tr: {
    title: 'Bu filtrelerin tüm işlemleri',
    trades: 'İşlem',
    open: (n: string) => `${n} tanesi açık`,
    pnl: 'Toplam K/Z',
    rate: 'Kazanma oranı',
    outcomes: (won: string, lost: string, even: string) => `${won} kazanç · ${lost} kayıp · ${even} başabaş`,
    win: 'Ortalama kazanç',
    loss: 'Ortalama kayıp',
    none: 'Bu filtrelere uyan işlem yok.',
  },
})

/** What the trades on all pages came to. */
export const Totals = ({ filters }: { filters: ListFilters }): JSX.Element => {
  const read = useRead(['history-totals', filters], (client, signal) => client.getSummary(filters, { signal }))
  const t = say(texts)
  return (
    <Panel
      id="totals"
      title={t.title}
      read={read}
      info={['realized_pnl', 'win_rate_pct', 'average_win', 'average_loss']}
      height="84px"
      empty={({ total_trades }) => (total_trades === 0 ? t.none : null)}
    >
      {(all) => {
        const why = (name: string): string | null => all.quality[name]?.reason ?? null
        return (
          <dl class="cards">
            <Card
              id="trades"
              label={t.trades}
              below={all.open_positions === 0 ? undefined : t.open(count(all.open_positions))}
            >
              {count(all.total_trades)}
            </Card>
            <Card id="total_pnl" label={t.pnl}>
              <Gain value={all.total_pnl} />
            </Card>
            <Card
              id="win_rate"
              label={t.rate}
              below={t.outcomes(count(all.winning_trades), count(all.losing_trades), count(all.breakeven_trades))}
            >
              <Maybe value={all.win_rate} reason={why('win_rate')} as={(rate) => pct(rate * 100)} />
            </Card>
            <Card id="average_win" label={t.win}>
              <Gain value={all.average_profit} reason={why('average_profit')} />
            </Card>
            <Card id="average_loss" label={t.loss}>
              <Gain value={all.average_loss} reason={why('average_loss')} />
            </Card>
          </dl>
        )
      }}
    </Panel>
  )
}

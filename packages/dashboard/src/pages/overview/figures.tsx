import type { KpiSnapshot, Summary, TradeStatistics } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { type Read, settled } from '../../data/use-read.ts'
import { count, gain } from '../../format/number.ts'
import { dateTime } from '../../format/time.ts'
import { period, unit } from '../../route/scope.ts'
import { Failure } from '../../ui/boundary.tsx'
import { Card } from '../../ui/card.tsx'
import { Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { baseOf } from './course.ts'
import { FigureCardView, type Figures } from './figure-card.tsx'
import { ACCOUNT_CARDS, TRADE_CARDS } from './figure-cards.ts'

const texts = words({
  en: {
    title: 'Key figures',
    since: (time: string) => `Changes are those since ${time}.`,
    stood: (time: string) => `Figures as they stood at ${time}.`,
    young: 'There is no earlier snapshot yet, so no changes.',
    filtered:
      'The first row is of the trades that the filters keep, entered in the period. The account is not narrowed.',
    account: 'Account',
    trades: 'Trades',
    open: (amount: string) => `${amount} unrealised`,
    signals: 'Total signals',
    wins: (won: string, lost: string) => `${won} W / ${lost} L`,
    none: 'No bot has been registered yet. Register one under Operator, or run ./papertape demo.',
    before: 'Nothing had happened yet at the end of this period. Choose a later one.',
    past: 'of a moment of the past it is not told',
  },
  tr: {
    title: 'Temel değerler',
    since: (time: string) => `Değişimler ${time} anından beridir.`,
    stood: (time: string) => `Değerler ${time} anındaki gibidir.`,
    young: 'Henüz daha eski bir kayıt yok, bu yüzden değişim yok.',
    filtered: 'İlk sıra, filtrelerin bıraktığı ve dönemde girilen işlemlerindir. Hesap daraltılmaz.',
    account: 'Hesap',
    trades: 'İşlemler',
    open: (amount: string) => `${amount} gerçekleşmemiş`,
    signals: 'Toplam sinyal',
    wins: (won: string, lost: string) => `${won} K / ${lost} Z`,
    none: 'Henüz bot kaydedilmedi. İşletmen sayfasından bir bot kaydedin veya ./papertape demo çalıştırın.',
    before: 'Bu dönemin sonunda henüz hiçbir şey olmamıştı. Daha geç bir dönem seçin.',
    past: 'geçmişin bir anı için söylenmez',
  },
})

/** The snapshot that stands, or stood at the end of the period; `null` where there was none yet. */
export type Standing = { readonly now: KpiSnapshot | null }

export type FigureReads = {
  kpi: ReadonlySignal<Read<Standing>>
  history: ReadonlySignal<Read<readonly KpiSnapshot[]>>
  summary: ReadonlySignal<Read<Summary>>
  /** Of the trades that the filters keep; `null` where nothing is filtered. */
  selection: ReadonlySignal<Read<TradeStatistics>> | null
  /** Whether this is a view of the past. */
  past: boolean
  /** Whether nobody knows how many signals there were by then: replays are not asked by their own clock. */
  uncounted: boolean
}

/** The selection, named as snapshots name it. */
const selected = ({ all }: TradeStatistics, open: number | null): Figures => ({
  ...all,
  total_trades: all.trades,
  active_positions: open,
})

const more = (name: string, figures: Figures, unrealized: number | null): string | null => {
  if ((name === 'realized_pnl' || name === 'roi_pct') && unrealized !== null) return say(texts).open(gain(unrealized))
  if (name !== 'win_rate_pct') return null
  return say(texts).wins(count(figures.winning_trades ?? 0), count(figures.losing_trades ?? 0))
}

/** The figures to see first: what trades brought, and how the account stands. */
export const KeyFigures = ({ kpi, history, summary, selection, past, uncounted }: FigureReads): JSX.Element => {
  const t = say(texts)
  const points = settled(history.value)
  const base = points === null ? null : baseOf(points, period.value.from !== undefined)
  const counts = uncounted ? null : settled(summary.value)
  const picked = selection === null ? null : settled(selection.value)
  return (
    <Panel
      id="figures"
      title={t.title}
      read={kpi}
      height="268px"
      empty={({ now }) => (now === null || now.timestamp === null ? (past ? t.before : t.none) : null)}
    >
      {({ now }) => {
        if (now === null) return null
        const figures = selection === null ? now : picked && selected(picked, counts?.open_positions ?? null)
        const cards = TRADE_CARDS.map((card) =>
          unit.value === 'pct' && selection === null && card.name === 'realized_pnl'
            ? { ...card, name: 'roi_pct' as const, kind: 'gainPct' as const }
            : card,
        )
        return (
          <>
            {selection === null ? null : <p class="note">{t.filtered}</p>}
            {selection?.value.state === 'error' ? (
              <Failure error={selection.value.error} again={selection.value.again} />
            ) : null}
            <dl class="cards six" aria-label={t.trades}>
              {figures === null
                ? null
                : cards.map((card) => (
                    <FigureCardView
                      key={card.name}
                      card={card}
                      figures={figures}
                      base={selection === null ? base : null}
                      history={selection === null ? points : null}
                      more={more(card.name, figures, selection === null ? now.unrealized_pnl : null)}
                    />
                  ))}
              <Card
                id="total_signals"
                label={t.signals}
                info={['total_signals']}
                below={uncounted ? t.past : undefined}
              >
                <Maybe value={counts?.total_signals} reason={uncounted ? t.past : null} as={count} />
              </Card>
            </dl>
            <dl class="cards eight" aria-label={t.account}>
              {ACCOUNT_CARDS.map((card) => (
                <FigureCardView key={card.name} card={card} figures={now} base={base} history={points} />
              ))}
            </dl>
            <p class="note">
              {past && now.timestamp !== null ? `${t.stood(dateTime(now.timestamp))} ` : null}
              {base?.timestamp ? t.since(dateTime(base.timestamp)) : points === null ? null : t.young}
            </p>
          </>
        )
      }}
    </Panel>
  )
}

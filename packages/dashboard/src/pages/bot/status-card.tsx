import type { Bot, BotState } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { feedStatus, type Live } from '../../data/live.ts'
import type { Read } from '../../data/use-read.ts'
import { statusReasonWords } from '../../figures/bot-words.ts'
import { count, price } from '../../format/number.ts'
import { Mode, StatusBadge } from '../../ui/badge.tsx'
import { Gain, None } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Bot status',
    status: 'Status',
    why: 'Why',
    since: 'Since',
    position: 'In a position',
    yes: 'Yes',
    no: 'No',
    entry: 'Entry price',
    stop: 'Stop loss',
    target: 'Take profit',
    pnl: 'P/L today (UTC)',
    trades: 'Trades closed today (UTC)',
    updated: 'Last updated',
    source: 'Data source',
    feed: (topic: string, seq: string) => `Live feed ${topic}, ledger ${seq}`,
    rest: 'Read over REST',
    polled: 'Read every 30 s while the feed is away',
    flat: 'no open trade',
    stopped: 'Reason given',
  },
  tr: {
    title: 'Bot Durumu',
    status: 'Durum',
    why: 'Neden',
    since: 'Ne zamandan beri',
    position: 'Pozisyonda',
    yes: 'Evet',
    no: 'Hayır',
    entry: 'Giriş fiyatı',
    stop: 'Zarar durdur',
    target: 'Kâr al',
    pnl: 'Bugünkü K/Z (UTC)',
    trades: 'Bugün kapanan işlem (UTC)',
    updated: 'Son güncelleme',
    source: 'Veri kaynağı',
    feed: (topic: string, seq: string) => `Canlı akış ${topic}, defter ${seq}`,
    rest: 'REST ile okundu',
    polled: 'Akış yokken her 30 sn’de okunuyor',
    flat: 'açık işlem yok',
    stopped: 'Belirtilen neden',
  },
})

type StatusCardProps = { bot: ReadonlySignal<Read<Bot>>; live: Live<BotState> | null }

/** What a bot does now, as the feed tells it; before its first word, as the reading told it. */
export const StatusCard = ({ bot, live }: StatusCardProps): JSX.Element => (
  <Panel id="status" title={say(texts).title} read={bot} class="bot-status" height="14rem">
    {(read) => <Fields bot={read} state={live?.value ?? read.state} live={live} />}
  </Panel>
)

const Fields = ({ bot, state, live }: { bot: Bot; state: BotState; live: Live<BotState> | null }): JSX.Element => {
  const t = say(texts)
  const level = (value: string | null): ComponentChildren => (value === null ? <None reason={t.flat} /> : price(value))
  return (
    <>
      <p class="bot-name">
        <span class="visually-hidden">{t.status}: </span>
        <StatusBadge status={state.status} /> <strong>{bot.name}</strong> <Mode mode={bot.mode} />
      </p>
      <dl class="facts columns">
        {state.status_reason === null ? null : <Fact label={t.why}>{statusReasonWords(state.status_reason)}</Fact>}
        {state.status !== 'stopped' || bot.stopped_reason === null ? null : (
          <Fact label={t.stopped}>{bot.stopped_reason}</Fact>
        )}
        <Fact label={t.since}>
          <Time iso={state.status_since} age />
        </Fact>
        <Fact label={t.position}>
          <span aria-hidden="true">{state.in_position ? '◉' : '○'}</span> {state.in_position ? t.yes : t.no}
        </Fact>
        <Fact label={t.entry}>{level(state.entry_price)}</Fact>
        <Fact label={t.stop}>{level(state.stop_loss_price)}</Fact>
        <Fact label={t.target}>{level(state.take_profit_price)}</Fact>
        <Fact label={t.pnl}>
          <Gain value={state.daily_pnl} />
        </Fact>
        <Fact label={t.trades}>{count(state.daily_trades_count)}</Fact>
        <Fact label={t.updated}>
          <Time iso={state.last_updated_at} age />
        </Fact>
        <Fact label={t.source}>{sourceWords(bot.bot_id, live)}</Fact>
      </dl>
    </>
  )
}

const Fact = ({ label, children }: { label: string; children: ComponentChildren }): JSX.Element => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

/** Where the state came from. */
const sourceWords = (botId: string, live: Live<BotState> | null): string => {
  const t = say(texts)
  const status = feedStatus.value
  if (status !== 'frozen' && status.polling) return t.polled
  return live === null ? t.rest : t.feed(`bot:${botId}`, count(live.told.seq))
}

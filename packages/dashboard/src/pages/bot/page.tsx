import { PapertapeProblem } from '@papertape/client'
import type { JSX } from 'preact'
import type { PageProps } from '../../app/pages.ts'
import { useOwnMode } from '../../data/bots.ts'
import { useLive } from '../../data/use-live.ts'
import { useRead } from '../../data/use-read.ts'
import { linkTo } from '../../route/url.ts'
import { LiveOnly } from '../../ui/live-only.tsx'
import { say, words } from '../../words/words.ts'
import { Configuration, Segments } from './configuration.tsx'
import { BotEquity } from './equity.tsx'
import { BotFigures } from './figures.tsx'
import { BotPositions } from './positions.tsx'
import { StatusCard } from './status-card.tsx'
import { Timeline } from './timeline-panel.tsx'
import { BotTrades } from './trades.tsx'
import './bot.css'

const texts = words({
  en: {
    status: 'Bot status',
    positions: 'Open positions of this bot',
    configuration: 'Configuration and history',
    unknown: (id: string) => `There is no bot ${id}, or it is not public.`,
    all: 'All bots',
    record: 'Performance',
    signals: 'Signals',
    export: 'Export and report',
  },
  tr: {
    status: 'Bot Durumu',
    positions: 'Bu botun açık pozisyonları',
    configuration: 'Yapılandırma ve geçmişi',
    unknown: (id: string) => `${id} adında bir bot yok veya herkese açık değil.`,
    all: 'Tüm botlar',
    record: 'Performans',
    signals: 'Sinyaller',
    export: 'Dışa aktar ve rapor',
  },
})

/** One bot: what it does now, and its record. */
export default function BotPage({ id }: PageProps): JSX.Element {
  const bot = useRead(['bot', id], (client, signal) => client.getBot({ bot_id: id }, { signal }))
  useOwnMode(bot.value.data?.mode ?? null)
  const live = useLive(`bot:${id}`)
  const t = say(texts)
  const { error, data } = bot.value
  if (data === null && error instanceof PapertapeProblem && error.status === 404) {
    return (
      <div class="empty">
        <p>{t.unknown(id)}</p>
        <a href={linkTo('/bots')}>{t.all}</a>
      </div>
    )
  }
  const own = { bot_id: id, mode: null }
  return (
    <div class="page">
      <nav class="counts" aria-label={data?.name ?? id}>
        <a href={linkTo('/bots')}>← {t.all}</a>
        <span class="spacer" />
        <a href={linkTo('/performance', own)}>{t.record}</a>
        <a href={linkTo('/signals', own)}>{t.signals}</a>
        <a href={linkTo('/report', own)}>{t.export}</a>
      </nav>
      <LiveOnly id="status" title={t.status}>
        <StatusCard bot={bot} live={live.value} />
      </LiveOnly>
      <BotFigures id={id} />
      <BotEquity id={id} />
      <LiveOnly id="positions" title={t.positions}>
        <BotPositions id={id} />
      </LiveOnly>
      <BotTrades id={id} />
      <LiveOnly id="configuration" title={t.configuration}>
        <Configuration bot={bot} />
        <Timeline id={id} />
      </LiveOnly>
      <Segments id={id} />
    </div>
  )
}

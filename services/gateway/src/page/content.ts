import { type Html, html } from '@papertape/report'
import { alarms } from './alarms-section.ts'
import { figures, pastFigures } from './figures-section.ts'
import type { PageData, PastData } from './page-data.ts'
import { BASE, type DashboardPage } from './pages.ts'
import { bots, modeBanner, positions, trades } from './sections.ts'
import type { Voice } from './voice.ts'

/** When the figures stood so, and whose they are. */
const asOfLine = ({ checkpoint, coverage }: PageData, { words, format }: Voice): Html =>
  html`<p class="as-of" data-key="as-of">${words.asOf} ${
    checkpoint.as_of === null
      ? html`<span class="none">—</span> <small>${words.emptyLedger}</small>`
      : format.time(checkpoint.as_of)
  } UTC · ${words.ledger} ${checkpoint.seq}${
    coverage.bot_id === null
      ? null
      : html` · ${words.only} <strong>${coverage.bot_id}</strong>, <a href="${BASE}">${words.showAll}</a>`
  }</p>`

/** The plain figures of a page. */
export const pageContent = ({ name, shows }: DashboardPage, data: PageData, voice: Voice, asksMore: boolean): Html => {
  const sections: Record<DashboardPage['shows'][number], () => Html> = {
    alarms: () => alarms(data, voice, name === 'alarms' ? voice.words.noAlarms : null),
    figures: () => figures(data, voice),
    bots: () => bots(data, voice),
    positions: () => positions(data, voice),
    trades: () => trades(data, voice),
  }
  const note = asksMore ? html`<p class="note">${voice.words.moreAsked}</p>` : null
  return html`${asOfLine(data, voice)}${note}${modeBanner(data, voice)}${shows.map((section) => sections[section]())}`
}

/** What a page shows of the past: the figures that stood then. Lists of that moment are for its program. */
export const pastContent = ({ standing, coverage, as_of }: PastData, voice: Voice): Html => {
  const { words, format } = voice
  const then = as_of.time === null ? null : html` ${format.time(as_of.time)} UTC ·`
  return html`<p class="as-of" data-key="as-of">${words.asOfThen}:${then} ${words.ledger} ${as_of.seq}${
    coverage.bot_id === null ? null : html` · ${words.only} <strong>${coverage.bot_id}</strong>`
  }</p>${modeBanner({ coverage }, voice)}${pastFigures(standing.snapshot, voice)}`
}

/** A page's figures in one sentence, for who sees nothing but a link to it. */
export const descriptionOf = (kpi: Record<string, unknown>, seq: number, { words, format }: Voice): string => {
  const named = (label: string, name: string, shown: (value: number) => string): string[] => {
    const value = kpi[name]
    return typeof value === 'number' ? [`${label} ${shown(value)}`] : []
  }
  const told = [
    ...named(words.accountValue, 'account_value', format.ratio),
    ...named(words.return, 'total_return_pct', format.gainPctText),
    ...named(words.tradesInAll, 'total_trades', format.count),
    ...named(words.winRate, 'win_rate_pct', format.pct),
    ...named(words.maxDrawdown, 'max_drawdown_pct', format.pct),
  ]
  return [...told, `${words.ledger} ${seq}`, words.paperTrading].join(' · ')
}

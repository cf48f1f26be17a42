import type { Gateway } from '../gateway.ts'
import { checkAccepted } from '../reads/as-of/trade-then.ts'
import { readTrade } from '../reads/trade.ts'
import { inTime } from '../routes/in-time.ts'
import { descriptionOf, pageContent, pastContent } from './content.ts'
import type { DocumentParts } from './document.ts'
import { pastPages, sharedPages } from './page-data.ts'
import type { Asked } from './page-query.ts'
import type { DashboardPage } from './pages.ts'
import { tradeSection } from './trade-section.ts'
import type { Voice } from './voice.ts'

/** What a document is made of beside what its request says. */
export type Made = Pick<DocumentParts, 'title' | 'description' | 'content' | 'mode'> & Partial<DocumentParts>

/** Reads a page of the dashboard: its figures, as anybody may see them. `names` are those in its path. */
export type ReadPage = (
  page: DashboardPage,
  names: Readonly<Record<string, string>>,
  asked: Asked,
  voice: Voice,
) => Promise<Made>

/** @throws Problem (of the reader) where a page is about what is not there, or about a moment that cannot be shown. */
export const createPageReader = (gateway: Gateway): ReadPage => {
  const dataOf = sharedPages(gateway)
  const pastOf = pastPages(gateway)

  const readTradePage = async (page: DashboardPage, tradeId: string, asked: Asked, voice: Voice): Promise<Made> => {
    const { trade } = await inTime(
      gateway.store.snapshot(({ projection }) => readTrade(projection, { operator: false }, tradeId)),
    )
    // What came of it later is not for a page that stands still.
    if (asked.as_of !== undefined) {
      checkAccepted(trade, asked.as_of)
      return readFigures(page, { ...asked, bot_id: trade.bot_id, mode: trade.mode }, voice)
    }
    return {
      title: `${voice.words.trade} · ${trade.symbol} ${trade.direction}`,
      description: null,
      content: tradeSection(trade, voice),
      mode: trade.mode,
    }
  }

  const readFigures = async (page: DashboardPage, asked: Asked, voice: Voice): Promise<Made> => {
    const { bot_id, mode, as_of } = asked
    const title = voice.words[page.name]
    if (as_of !== undefined) {
      const data = await inTime(pastOf({ bot_id, mode }, as_of))
      const description = descriptionOf(data.standing.snapshot, data.as_of.seq, voice)
      return { title, description, content: pastContent(data, voice), mode: data.coverage.mode }
    }
    const data = await inTime(dataOf({ bot_id, mode }))
    const description = descriptionOf(data.kpi, data.checkpoint.seq, voice)
    return { title, description, content: pageContent(page, data, voice, asked.more), mode: data.coverage.mode }
  }

  return async (page, names, asked, voice) => {
    const { trade_id, bot_id = asked.bot_id } = names
    const made =
      trade_id === undefined
        ? await readFigures(page, { ...asked, bot_id }, voice)
        : await readTradePage(page, trade_id, asked, voice)
    return page.isOperators === true ? { ...made, isIndexed: false } : made
  }
}

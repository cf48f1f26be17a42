import { count, price } from '../../format/number.ts'
import { dateTime } from '../../format/time.ts'
import { say, words } from '../../words/words.ts'
import type { Step } from './decision.ts'

const texts = words({
  en: {
    signalPrice: (p: string) =>
      `Entered at the signal’s own price, ${p}, the moment it was accepted: the policy “signal price”. No price of the market decides such an entry.`,
    deviation: (p: string, seq: string, pct: string) =>
      `The last price known before was ${p} (sequence ${seq}); an entry further than ${pct}% from it would have been refused.`,
    noLast: 'No price of the market was known before.',
    nextTick: (p: string) => `Entered at the first price behind the acceptance, ${p}: the policy “next tick”.`,
    quoteBid: (p: string) => `A short sells at the bid, ${p}.`,
    quoteAsk: (p: string) => `A long buys at the ask, ${p}.`,
    slippage: (bps: string) => `${bps} basis points of slippage are counted against the trade.`,
    takeProfit: (p: string, level: string) =>
      `The price ${p} reached the take profit, ${level}. It fills as a limit at the take profit, never better.`,
    stopLoss: (p: string, level: string) =>
      `The price ${p} reached the stop loss, ${level}. It fills as a market order at the price that crossed it.`,
    stopInRange: (p: string, level: string) =>
      `The candle reached ${p}, beyond the stop loss, ${level}. Within a candle the price is taken to have gone through the stop, so it fills at the stop.`,
    gappedProfit: 'The price jumped past the level; the trade gets the level all the same.',
    gappedLoss: 'The price jumped through the level, and the jump is the trade’s own cost.',
    expired: (at: string, time: string) =>
      `The price of ${time} is the first at or after the expiry, ${at}: the trade closes at it.`,
    closeSignal: (id: string) => `The CLOSE signal ${id} asked for it: the trade closes at the next price behind it.`,
    closeRequest: (by: string, seq: string) =>
      `${by} asked for it (ledger ${seq}): the trade closes at the next price behind that.`,
    botStopped: (by: string, seq: string) =>
      `The bot was stopped with its open trades by ${by} (ledger ${seq}): the trade closes at the next price behind that.`,
    because: (reason: string) => ` Reason given: ${reason}.`,
    closed: 'It was asked for: the trade closes at the next price behind that.',
    open: 'All that is known of the market is a candle; this is its open.',
    range: 'All that is known of the market is a candle; this is the side of its range that reached the level.',
    close: 'All that is known of the market is a candle; this is its close.',
    ambiguous: 'The same candle touched both levels. Which came first nobody can know, so it is booked as the loss.',
    priceGap: 'Prices before it were gone from the stream when the paper trader came to them: the exit may be late.',
  },
  tr: {
    signalPrice: (p: string) =>
      `Kabul edildiği anda sinyalin kendi fiyatından girildi: ${p} (“sinyal fiyatı” politikası). Böyle bir girişe piyasa fiyatı karar vermez.`,
    deviation: (p: string, seq: string, pct: string) =>
      `Öncesinde bilinen son fiyat ${p} (sıra ${seq}); bundan %${pct}’den fazla uzak bir giriş reddedilirdi.`,
    noLast: 'Öncesinde bilinen piyasa fiyatı yoktu.',
    nextTick: (p: string) => `Kabulden sonraki ilk fiyattan girildi: ${p} (“sonraki fiyat” politikası).`,
    quoteBid: (p: string) => `Açığa satış alış kotasyonundan yapılır: ${p}.`,
    quoteAsk: (p: string) => `Alış, satış kotasyonundan yapılır: ${p}.`,
    slippage: (bps: string) => `${bps} baz puanlık kayma işlemin aleyhine sayıldı.`,
    takeProfit: (p: string, level: string) =>
      `${p} fiyatı kâr al seviyesine ulaştı: ${level}. Limit emir olarak tam bu seviyeden gerçekleşir, asla daha iyisinden değil.`,
    stopLoss: (p: string, level: string) =>
      `${p} fiyatı zarar durdur seviyesine ulaştı: ${level}. Seviyeyi geçen fiyattan piyasa emri olarak gerçekleşir.`,
    stopInRange: (p: string, level: string) =>
      `Mum ${p} fiyatına, zarar durdurun (${level}) ötesine ulaştı. Mum içinde fiyatın seviyeden geçtiği kabul edilir; bu yüzden tam o seviyeden gerçekleşir.`,
    gappedProfit: 'Fiyat seviyenin ötesine sıçradı; işlem yine de seviyenin fiyatını alır.',
    gappedLoss: 'Fiyat seviyenin ötesine sıçradı; sıçrama işlemin kendi maliyetidir.',
    expired: (at: string, time: string) =>
      `${time} fiyatı, bitiş anındaki (${at}) veya sonrasındaki ilk fiyattır: işlem ondan kapanır.`,
    closeSignal: (id: string) => `${id} adlı CLOSE sinyali istedi: işlem ondan sonraki ilk fiyattan kapanır.`,
    closeRequest: (by: string, seq: string) =>
      `${by} istedi (defter ${seq}): işlem ondan sonraki ilk fiyattan kapanır.`,
    botStopped: (by: string, seq: string) =>
      `Bot, açık işlemleriyle birlikte ${by} tarafından durduruldu (defter ${seq}): işlem ondan sonraki ilk fiyattan kapanır.`,
    because: (reason: string) => ` Belirtilen neden: ${reason}.`,
    closed: 'Kapatılması istendi: işlem ondan sonraki ilk fiyattan kapanır.',
    open: 'Piyasadan bilinen yalnızca bir mumdur; bu onun açılışıdır.',
    range: 'Piyasadan bilinen yalnızca bir mumdur; bu, aralığının seviyeye ulaşan ucudur.',
    close: 'Piyasadan bilinen yalnızca bir mumdur; bu onun kapanışıdır.',
    ambiguous: 'Aynı mum iki seviyeye de değdi. Hangisinin önce olduğu bilinemez; bu yüzden kayıp olarak yazılır.',
    priceGap: 'Kâğıt işlemci geldiğinde önceki fiyatlar akıştan silinmişti: çıkış geç olabilir.',
  },
})

const asked = (text: string, reason: string | null): string =>
  reason === null ? text : `${text}${say(texts).because(reason)}`

/** One step of what decided a fill, as a sentence. */
export const stepWords = (of: Step): string => {
  const t = say(texts)
  switch (of.step) {
    case 'signal_price':
      return t.signalPrice(price(of.price))
    case 'deviation':
      return t.deviation(price(of.last.price), String(of.last.seq), of.pct)
    case 'no_last_tick':
      return t.noLast
    case 'next_tick':
      return t.nextTick(price(of.price))
    case 'quote':
      return of.side === 'ask' ? t.quoteAsk(price(of.price)) : t.quoteBid(price(of.price))
    case 'slippage':
      return t.slippage(of.bps)
    case 'take_profit':
      return t.takeProfit(price(of.price), price(of.level))
    case 'stop_loss':
      return t.stopLoss(price(of.price), price(of.level))
    case 'stop_in_range':
      return t.stopInRange(price(of.price), price(of.level))
    case 'gapped_profit':
      return t.gappedProfit
    case 'gapped_loss':
      return t.gappedLoss
    case 'expired':
      return t.expired(dateTime(of.at), dateTime(of.time))
    case 'close_signal':
      return t.closeSignal(of.id)
    case 'close_request':
      return asked(t.closeRequest(of.by, count(of.seq)), of.reason)
    case 'bot_stopped':
      return asked(t.botStopped(of.by, count(of.seq)), of.reason)
    case 'closed':
      return t.closed
    case 'candle':
      return t[of.moment]
    case 'ambiguous':
      return t.ambiguous
    case 'price_gap':
      return t.priceGap
  }
}

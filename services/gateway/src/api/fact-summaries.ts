import type { EventType } from '@papertape/events'

/** What each type of fact says. */
export const FACT_SUMMARIES: { readonly [Type in EventType]: string } = {
  'bot.registered': 'A bot exists from here on; mode, public and initial_capital never change.',
  'bot.configured': 'A bot’s settings from here on, whole.',
  'bot.started': 'Signals are accepted again.',
  'bot.stopped': 'No OPEN signal is accepted from here on; open trades are managed to their exits.',
  'signal.accepted':
    'A signal will be traded or acted on. Holds all that decides its fills beside the ticks themselves.',
  'signal.rejected': 'A message on signals.* that is not traded, and why.',
  'fill.recorded': 'One execution: an entry opens a trade, an exit closes it; at most one of each.',
  'entry.missed': 'A next_tick trade whose first eligible tick was at or past expiry or a level: no fills.',
  'trade.close_requested': 'An operator wants a trade closed at its next tick.',
  'marks.recorded': 'The prices at which one partition’s open trades are valued, once a minute.',
  'clock.ticked': 'A full minute of UTC has passed for all live and demo bots.',
  'alarm.raised': 'A figure crossed a threshold.',
  'alarm.escalated': 'The same alarm at another level, higher or lower.',
  'alarm.cleared': 'The figure came back by the recovery margin and stayed for the dwell.',
  'alarm.acknowledged': 'An operator has seen it.',
  'alarm.silenced': 'Nobody is told of these alarms until then.',
  'alarms.configured': 'The thresholds of all bots from here on, whole.',
  'alarms.rules_adopted': 'From here on these rules decide about alarms.',
}

import type { EventOf, LedgerEvent } from '@papertape/events'
import { anAcceptedSignal, aRegistration } from '@papertape/events/testing'
import { aTrade, clockAt, marksAt, minute } from '@papertape/metrics/testing'
import { isSilenced } from '@papertape/risk'
import { describe, expect, it } from 'vitest'
import {
  allConfigured,
  allIn,
  configured,
  missed,
  openLedger,
  priced,
  rulesAdopted,
  silenced,
  started,
  stopped,
} from './given.ts'

describe('an alarm', () => {
  it('tells the figure, the threshold, the snapshot and the fact that drove it', () => {
    const { facts } = openLedger().given(...allIn(), priced(1, '84.5'))
    const fact = facts().at(-1)
    expect(fact).toMatchObject({
      type: 'alarm.raised',
      bot_id: 'bot',
      time: minute(1),
      cause: priced(1, '84.5').id,
      data: {
        alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
        level: 'WARNING',
        message: 'Drawdown 15.5 % is at or above 15 %',
        current_value: 15.5,
        threshold_value: 15,
        kpi_seq: 3,
      },
    })
  })

  it('clears by the clock alone, when the figure has come back and nothing more happens', () => {
    const ledger = openLedger().given(...allIn(), priced(1, '84'), priced(2, '99'), clockAt(minute(3)))
    expect(ledger.said()).toEqual(['alarm.raised WARNING', 'alarm.cleared WARNING'])
  })

  it('follows new thresholds as soon as they are configured', () => {
    const own = { MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 5 } } }
    expect(
      openLedger()
        .given(...allIn(), priced(1, '90'), configured(2, own))
        .said(),
    ).toEqual(['alarm.raised WARNING'])
  })

  it('of two bots driven by the same marks are two facts', () => {
    const ledger = openLedger().given(...allIn({ bot_id: 'a' }), ...allIn({ bot_id: 'b' }), priced(1, '84'))
    const ids = ledger.facts().flatMap(({ type, id }) => (type === 'alarm.raised' ? [id] : []))
    expect(new Set(ids).size).toBe(2)
  })
})

describe('an emergency', () => {
  it('stops the bot, as a consequence of the fact that tells it', () => {
    const ledger = openLedger().given(...allIn(), priced(1, '79'))
    expect(ledger.said()).toEqual(['alarm.raised EMERGENCY', 'bot.stopped alarm'])
    const [raised, stop] = ledger.facts().slice(-2)
    expect(stop).toMatchObject({ cause: raised?.id, time: minute(1), data: { by: 'alarm' } })
  })

  it('stops the bot when a milder alarm escalates to it', () => {
    const ledger = openLedger().given(...allIn(), priced(1, '84'), priced(2, '79'))
    expect(ledger.said()).toEqual(['alarm.raised WARNING', 'alarm.escalated EMERGENCY', 'bot.stopped alarm'])
  })

  it('does not stop it again after a start, until it has cleared in between', () => {
    const ledger = openLedger().given(...allIn(), priced(1, '79'), started(2), priced(3, '70'))
    expect(ledger.said()).toEqual(['alarm.raised EMERGENCY', 'bot.stopped alarm'])
    // Down a level and up again is the same alarm still.
    ledger.given(priced(4, '82'), priced(5, '82'), priced(6, '79'))
    expect(ledger.said().slice(2)).toEqual(['alarm.escalated WARNING', 'alarm.escalated EMERGENCY'])
    ledger.given(priced(7, '99'), priced(8, '99'), priced(30, '79'))
    expect(ledger.said().slice(4)).toEqual(['alarm.cleared EMERGENCY', 'alarm.raised EMERGENCY', 'bot.stopped alarm'])
  })

  it('finds a stopped bot stopped, and does not wait for its start', () => {
    const ledger = openLedger().given(...allIn(), stopped(1), priced(2, '79'), started(3), priced(4, '75'))
    expect(ledger.said()).toEqual(['bot.stopped operator', 'alarm.raised EMERGENCY'])
  })

  it('stops nothing where that is configured, and demo bots as live ones', () => {
    expect(
      openLedger()
        .given(...allIn({ risk: { stop_on_emergency: false } }), priced(1, '79'))
        .said(),
    ).toEqual(['alarm.raised EMERGENCY'])
    expect(
      openLedger()
        .given(...allIn({ mode: 'demo' }), priced(1, '79'))
        .said(),
    ).toContain('bot.stopped alarm')
  })
})

describe('a replay bot', () => {
  it('has its alarms recorded by its run’s own time, and is stopped by none', () => {
    const bot = allIn({ mode: 'replay', run: 'r1' })
    const ledger = openLedger().given(...bot, priced(1, '79', 'r1'), priced(2, '99', 'r1'), clockAt(minute(1000)))
    expect(ledger.said()).toEqual(['alarm.raised EMERGENCY'])
    expect(ledger.given(priced(3, '99', 'r1')).said()).toEqual(['alarm.raised EMERGENCY', 'alarm.cleared EMERGENCY'])
  })

  it('measures dwell and cooldown anew when it plays another run', () => {
    const ledger = openLedger().given(...allIn({ mode: 'replay', run: 'r1' }), priced(100, '84', 'r1'))
    const again = aTrade({
      signal_id: 's2',
      position_size: '100',
      fee_rate: '0',
      mode: 'replay',
      run: 'r2',
      at: minute(1),
    })
    // The time of the second run lies before the first one's; its alarm can clear all the same.
    ledger.given(again.entry, marksAt(minute(2), { BTCUSDT: '300' }, { run: 'r2' }), priced(3, '300', 'r2'))
    expect(ledger.said()).toEqual(['alarm.raised WARNING', 'alarm.cleared WARNING'])
  })
})

describe('a ledger that contradicts itself', () => {
  const sell = () => aTrade({ position_size: '1000', fee_rate: '0' }).exit('90', minute(2))

  it('is told, and goes on: a bot nobody registered has no account', () => {
    const ledger = openLedger().given(aTrade({ bot_id: 'nobody' }).entry, ...allIn(), priced(1, '84'))
    expect(ledger.contradictions).toEqual([expect.stringMatching(/never registered/)])
    expect(ledger.said()).toEqual(['alarm.raised WARNING'])
  })

  it('counts a second exit and a second entry for nothing', () => {
    const [registered, entry] = allIn()
    if (registered === undefined || entry === undefined) throw new Error('no bot')
    const facts = [registered, entry, sell()]
    const once = openLedger().given(...facts)
    const twice = openLedger().given(registered, entry, entry, sell(), sell())
    expect(twice.contradictions).toHaveLength(2)
    const figures = (ledger: typeof once) => ({ ...ledger.watchlist.get('bot')?.kpi, ledger_seq: 0 })
    expect(figures(twice)).toEqual(figures(once))
    // The history goes on behind them, so what is told next is told behind them.
    expect(twice.watchlist.get('bot')?.history_seq).toBe(5)
  })
})

describe('thresholds of all bots', () => {
  const five = { MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 5 } } }

  it('count from their place in the ledger on, the newest winning, for bots of then and later', () => {
    const ledger = openLedger().given(...allIn(), priced(1, '92'))
    expect(ledger.said()).toEqual([])
    expect(ledger.given(allConfigured(2, five)).said()).toEqual(['alarm.raised WARNING'])
    ledger.given(...allIn({ bot_id: 'later' }), priced(3, '92'))
    expect(ledger.said()).toEqual(['alarm.raised WARNING', 'alarm.raised WARNING'])
    // Whole: what the newest leaves out is the default again.
    ledger.given(allConfigured(4, {}), clockAt(minute(5)))
    expect(ledger.said().slice(2)).toEqual(['alarm.cleared WARNING', 'alarm.cleared WARNING'])
  })

  it('lie under a bot’s own, level by level', () => {
    const risk = { thresholds: { MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 10 } } } }
    const both = { MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 5, EMERGENCY: 12 } } }
    const ledger = openLedger().given(allConfigured(0, both), ...allIn({ risk }), priced(1, '92'))
    expect(ledger.said()).toEqual([])
    expect(ledger.given(priced(2, '89'), priced(3, '88')).said()).toEqual([
      'alarm.raised WARNING',
      'alarm.escalated EMERGENCY',
      'bot.stopped alarm',
    ])
  })

  it('are heard by a replay bot with its next own fact', () => {
    const ledger = openLedger().given(...allIn({ mode: 'replay', run: 'r1' }), priced(1, '92', 'r1'))
    expect(ledger.given(allConfigured(2, five), clockAt(minute(3))).said()).toEqual([])
    expect(ledger.given(priced(4, '92', 'r1')).said()).toEqual(['alarm.raised WARNING'])
  })
})

describe('a silence', () => {
  it('changes no alarm', () => {
    const ledger = openLedger().given(...allIn(), silenced(0, 60), priced(1, '84'), priced(2, '79'))
    expect(ledger.said()).toEqual(['alarm.raised WARNING', 'alarm.escalated EMERGENCY', 'bot.stopped alarm'])
  })

  it('holds until its time, for its type or for all, and can be ended', () => {
    const silencesAfter = (...facts: readonly EventOf<'alarm.silenced'>[]) =>
      openLedger()
        .given(...allIn(), ...facts)
        .watchlist.get('bot')?.silences ?? {}
    const ofAll = silencesAfter(silenced(0, 60))
    expect(isSilenced(ofAll, 'LOW_WIN_RATE', minute(59))).toBe(true)
    expect(isSilenced(ofAll, 'LOW_WIN_RATE', minute(60))).toBe(false)
    const ofOne = silencesAfter(silenced(0, 60, 'LOW_WIN_RATE'))
    expect(isSilenced(ofOne, 'LOW_WIN_RATE', minute(1))).toBe(true)
    expect(isSilenced(ofOne, 'PROFIT_FACTOR_LOW', minute(1))).toBe(false)
    expect(silencesAfter(silenced(0, 60), silenced(1, null))).toEqual({})
    const both = silencesAfter(silenced(0, 60), silenced(1, 90, 'LOW_WIN_RATE'), silenced(2, null, 'LOW_WIN_RATE'))
    expect(isSilenced(both, 'LOW_WIN_RATE', minute(3))).toBe(true)
  })
})

describe('prices that are stale while a trade is held', () => {
  const staleSince = (...facts: readonly LedgerEvent[]) =>
    openLedger()
      .given(...facts)
      .watchlist.get('bot')?.stale_since

  it('are found by the clock, five minutes after the newest one, and end with the next mark', () => {
    const stale = [...allIn(), priced(1, '100'), clockAt(minute(6)), clockAt(minute(7)), clockAt(minute(8))]
    expect(staleSince(...stale.slice(0, 4))).toBeNull()
    expect(staleSince(...stale)).toBe(minute(7))
    expect(staleSince(...stale, priced(8, '100'))).toBeNull()
  })

  it('are none once the trade has closed, none for a bot that holds nothing, and none for replays', () => {
    const exit = aTrade({ position_size: '1000', fee_rate: '0' }).exit('100', minute(9))
    expect(staleSince(...allIn(), clockAt(minute(8)), exit)).toBeNull()
    const [registered] = allIn()
    expect(registered && staleSince(registered, clockAt(minute(100)))).toBeNull()
    expect(staleSince(...allIn({ mode: 'replay', run: 'r1' }), clockAt(minute(100)))).toBeNull()
  })
})

describe('a ledger that other rules have decided', () => {
  const RULES_AT = 6
  /** Rules of then were content with a fall of 18 %; those of now come in at {@link RULES_AT}. */
  const fallen = [...allIn(), priced(1, '95'), priced(2, '82'), clockAt(minute(3)), rulesAdopted()]

  it('is told nothing of its past, and what is still bad is raised where the rules were adopted', () => {
    const ledger = openLedger(RULES_AT).given(...fallen)
    expect(ledger.said()).toEqual(['alarm.raised WARNING'])
    expect(ledger.facts().at(-1)).toMatchObject({ cause: rulesAdopted().id, data: { kpi_seq: 4 } })
  })

  it('is told nothing of what has come back since', () => {
    const [past, rules] = [fallen.slice(0, -1), fallen.slice(-1)]
    expect(
      openLedger(RULES_AT + 1)
        .given(...past, priced(4, '99'), ...rules)
        .said(),
    ).toEqual([])
  })

  it('keeps the alarms that are recorded in it: they stand, and clear by the rules of now', () => {
    const recorded = openLedger()
      .given(...allIn(), priced(2, '82'))
      .facts()
    const ledger = openLedger(5).given(...recorded, rulesAdopted(), priced(4, '99'), clockAt(minute(5)))
    expect(ledger.said()).toEqual(['alarm.raised WARNING', 'alarm.cleared WARNING'])
  })

  it('still owes the stop of an emergency that is recorded in it', () => {
    const recorded = openLedger()
      .given(...allIn(), priced(2, '79'))
      .facts()
    const unstopped = recorded.filter(({ type }) => type !== 'bot.stopped')
    expect(
      openLedger(unstopped.length + 1)
        .given(...unstopped, rulesAdopted())
        .said(),
    ).toEqual(['alarm.raised EMERGENCY', 'bot.stopped alarm'])
  })
})

describe('an emergency of a bot that is to close its trades', () => {
  const risk = { close_on_emergency: true }

  it('stops it though it stands still already, as long as it holds something', () => {
    const ledger = openLedger().given(...allIn({ risk }), stopped(1), priced(2, '79'))
    expect(ledger.said()).toEqual(['bot.stopped operator', 'alarm.raised EMERGENCY', 'bot.stopped alarm'])
  })

  describe('and stands still with nothing but an entry that waits for a tick', () => {
    const fallen = () => {
      const lost = aTrade({ position_size: '1000' })
      const waiting = anAcceptedSignal({ signal_id: 's2', policy: { ...aRegistration().policy, entry: 'next_tick' } })
      return {
        facts: [...allIn({ risk }).slice(0, 1), lost.entry, waiting, stopped(1)],
        ruin: lost.exit('70', minute(2)),
      }
    }

    it('stops it, so that the entry does not come', () => {
      const { facts, ruin } = fallen()
      expect(
        openLedger()
          .given(...facts, ruin)
          .said(),
      ).toEqual(['bot.stopped operator', 'alarm.raised EMERGENCY', 'bot.stopped alarm'])
    })

    it('leaves it alone once the entry has come, and been left again', () => {
      const { facts, ruin } = fallen()
      const { entry, exit } = aTrade({ signal_id: 's2', at: minute(1) })
      const said = openLedger()
        .given(...facts, entry, exit('100', minute(1)), ruin)
        .said()
      expect(said).toEqual(['bot.stopped operator', 'alarm.raised EMERGENCY'])
    })

    it('leaves it alone once the entry has been missed', () => {
      const { facts, ruin } = fallen()
      const said = openLedger()
        .given(...facts, missed('s2', 1), ruin)
        .said()
      expect(said).toEqual(['bot.stopped operator', 'alarm.raised EMERGENCY'])
    })
  })
})

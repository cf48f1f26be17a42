import { aTrade, clockAt, marksAt, minute } from '@papertape/metrics/testing'
import { describe, expect, it } from 'vitest'
import { allIn, configured, openLedger, priced, started, stopped } from './given.ts'

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
    const risk = { thresholds: { MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 5 } } } }
    expect(
      openLedger()
        .given(...allIn(), priced(1, '90'), configured(2, risk))
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

describe('a history that contradicts itself', () => {
  it('stops everything: a bot nobody registered has no account', () => {
    expect(() => openLedger().given(aTrade().entry)).toThrow(/never registered/)
  })
})

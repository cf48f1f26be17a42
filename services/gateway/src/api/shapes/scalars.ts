import { ALARM_LEVELS, ALARM_TYPES, decimalText, TRADE_STATUSES, utcTime } from '@papertape/events'
import { z } from 'zod'
import { shape, shownAs } from '../named.ts'

/** A price, quantity, amount or rate, exact. */
export const amount = shape(
  'Amount',
  shownAs(decimalText, {
    type: 'string',
    pattern: '^-?\\d+(\\.\\d+)?$',
    description: 'An exact decimal as text: prices, quantities, amounts and rates',
  }),
)

export const time = shape('Time', utcTime)

/** A figure: the nearest double of what is exact inside; `null` where undefined, and then `quality` says why. */
export const figure = shape('Figure', z.number().nullable())

export const sequence = shape('Sequence', z.int().min(0).describe('A ledger sequence'))
export const count = z.int().min(0)

export const botMode = shape('BotMode', z.enum(['live', 'replay', 'demo']))
export const alarmType = shape('AlarmType', z.enum(ALARM_TYPES))
export const alarmLevel = shape('AlarmLevel', z.enum(ALARM_LEVELS))
export const tradeStatus = shape('TradeStatus', z.enum(TRADE_STATUSES))
export const marketType = z.enum(['SPOT', 'FUTURES'])
export const direction = z.enum(['LONG', 'SHORT'])

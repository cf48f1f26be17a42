export { startTrader, type Trader, type TraderOptions } from './trader.ts'

export { createLiveBook, type LiveBook, type LiveBookOptions } from './live-book.ts'
export { type PriceFeed, type PriceFeedOptions, startPriceFeed } from './price-feed.ts'
export { emptyPartition, foldFact, type RecoveredPartition } from './recovered-partition.projection.ts'
export { startTrader, type Trader, type TraderOptions } from './trader.ts'

export { type Json, type Judge, judgeBy, messageJudgeBy } from './document-judge.ts'
export { type MarketDay, marketDay, seededRandom } from './market-day.ts'
export { startTestServers, type TestServer, type TestServers, type TestServersOptions } from './test-servers.ts'

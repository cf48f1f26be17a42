export { resetAlarmState } from './alarm-store.ts'

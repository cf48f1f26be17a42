import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { onEvents } from '../../data/live.ts'
import { alarmTypeWords } from '../../figures/alarm-words.ts'
import { levelWord } from '../../ui/badge.tsx'

/** At most one announcement in this time. */
const EACH_MS = 10_000

/** Tells a screen reader of alarms as they come: politely, of emergencies at once, never in a flood. */
export const Announcer = (): JSX.Element => {
  const polite = useSignal('')
  const urgent = useSignal('')
  useEffect(() => {
    let waiting: { text: string; isEmergency: boolean } | null = null
    let saidAt = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = (): void => {
      timer = undefined
      if (waiting === null) return
      saidAt = performance.now()
      const said = waiting.isEmergency ? urgent : polite
      said.value = waiting.text
      waiting = null
    }
    const stop = onEvents('alarms', (alarm, type) => {
      if (type === 'alarm.cleared') return
      const isEmergency = alarm.level === 'EMERGENCY'
      // Of several that wait, the newest is told, and an emergency before all others.
      if (waiting?.isEmergency === true && !isEmergency) return
      waiting = { text: `${levelWord(alarm.level)}: ${alarmTypeWords(alarm.alarm_type)}, ${alarm.bot_id}`, isEmergency }
      timer ??= setTimeout(tell, Math.max(0, saidAt + EACH_MS - performance.now()))
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [])
  return (
    <>
      <p class="visually-hidden" role="status">
        {polite.value}
      </p>
      <p class="visually-hidden" role="alert">
        {urgent.value}
      </p>
    </>
  )
}

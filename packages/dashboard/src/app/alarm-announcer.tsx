import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { type Announcement, createAnnouncer } from '../data/announcements.ts'
import { onEvents } from '../data/live.ts'
import { alarmTypeWords } from '../figures/alarm-words.ts'
import { levelWord } from '../ui/badge.tsx'
import { say, words } from '../words/words.ts'

const texts = words({
  en: {
    alarm: (level: string, type: string, bot: string) => `${level} alarm: ${type}, ${bot}`,
    several: (n: string, first: string) => `${n} alarms. ${first}`,
  },
  tr: {
    alarm: (level: string, type: string, bot: string) => `${level} alarmı: ${type}, ${bot}`,
    several: (n: string, first: string) => `${n} alarm. ${first}`,
  },
})

/** How many of several alarms are told by name. */
const NAMED = 3

/** Tells new and worse alarms to screen readers: politely, emergencies at once, and never more often than every ten seconds. */
export const AlarmAnnouncer = (): JSX.Element => {
  const polite = useSignal('')
  const assertive = useSignal('')
  useEffect(() => {
    const announce = createAnnouncer({
      say: (said: Announcement) => {
        polite.value = said.assertive ? '' : said.text
        assertive.value = said.assertive ? said.text : ''
      },
      joined: (all) => say(texts).several(String(all.length), all.slice(0, NAMED).join('; ')),
      now: () => performance.now(),
      later: setTimeout,
    })
    return onEvents('alarms', ({ level, alarm_type, bot_id }, type) => {
      if (type !== 'alarm.raised' && type !== 'alarm.escalated') return
      const text = say(texts).alarm(levelWord(level), alarmTypeWords(alarm_type), bot_id)
      announce({ text, assertive: level === 'EMERGENCY' })
    })
  }, [])
  return (
    <>
      <p class="visually-hidden" aria-live="polite">
        {polite}
      </p>
      <p class="visually-hidden" aria-live="assertive">
        {assertive}
      </p>
    </>
  )
}

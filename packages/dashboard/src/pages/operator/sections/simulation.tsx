import type { AlarmSimulation, ThresholdSettings } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { client } from '../../../data/client.ts'
import { problemWords } from '../../../data/problem-words.ts'
import { useRead } from '../../../data/use-read.ts'
import { alarmTypeWords } from '../../../figures/alarm-words.ts'
import { count } from '../../../format/number.ts'
import { Level } from '../../../ui/badge.tsx'
import { Time } from '../../../ui/time.tsx'
import { say, words } from '../../../words/words.ts'
import { alarmValue, thresholdWords } from '../../alarms/values.ts'

const texts = words({
  en: {
    title: 'What they would have raised',
    why: 'Runs the thresholds above over what is recorded of a bot. Changes nothing.',
    bot: 'Bot',
    run: 'Simulate',
    busy: 'Reading the bot’s history …',
    found: (raised: string, facts: string) => `${raised} alarms over ${facts} facts.`,
    cut: (n: string) => `Only the newest ${n} steps are shown.`,
    time: 'Time',
    step: 'Step',
    value: 'Value',
    threshold: 'Threshold',
    raised: 'raised',
    escalated: 'to another level',
    cleared: 'over',
  },
  tr: {
    title: 'Neleri verirlerdi',
    why: 'Yukarıdaki eşikleri bir botun kaydı üzerinde çalıştırır. Hiçbir şeyi değiştirmez.',
    bot: 'Bot',
    run: 'Benzetim yap',
    busy: 'Botun geçmişi okunuyor …',
    found: (raised: string, facts: string) => `${facts} kayıt üzerinde ${raised} alarm.`,
    cut: (n: string) => `Yalnızca en yeni ${n} adım gösteriliyor.`,
    time: 'Zaman',
    step: 'Adım',
    value: 'Değer',
    threshold: 'Eşik',
    raised: 'verildi',
    escalated: 'başka seviyeye geçti',
    cleared: 'bitti',
  },
})

const SHOWN = 200

type State = 'idle' | 'busy' | { error: string } | { found: AlarmSimulation }
type SimulationProps = { bot: string | undefined; thresholds: () => ThresholdSettings }

/** Tells what thresholds would have raised over the recorded history of a bot. */
export const Simulation = ({ bot, thresholds }: SimulationProps): JSX.Element => {
  const state = useSignal<State>('idle')
  const picked = useSignal(bot ?? '')
  const bots = useRead(['simulation-bots'], (one, signal) => one.listBots({ limit: 500 }, { signal }), {
    refreshMs: null,
  })
  const t = say(texts)
  const ids = [
    ...new Set([...(bot === undefined ? [] : [bot]), ...(bots.value.data ?? []).map(({ bot_id }) => bot_id)]),
  ]
  const chosen = picked.value === '' ? (ids[0] ?? '') : picked.value
  const simulate = async (): Promise<void> => {
    state.value = 'busy'
    try {
      const { data } = await client.peek().simulateAlarms({ body: { bot_id: chosen, thresholds: thresholds() } })
      state.value = { found: data }
    } catch (error) {
      state.value = { error: problemWords(error) }
    }
  }
  const now = state.value
  return (
    <section aria-labelledby="simulation-title">
      <h3 id="simulation-title">{t.title}</h3>
      <p class="quiet">{t.why}</p>
      <p class="actions">
        <label>
          {t.bot}{' '}
          <select
            value={chosen}
            onChange={({ currentTarget }) => {
              picked.value = currentTarget.value
            }}
          >
            {ids.map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <button type="button" disabled={now === 'busy' || chosen === ''} onClick={() => void simulate()}>
          {t.run}
        </button>
      </p>
      <div role="status">
        {now === 'busy' ? <p class="quiet">{t.busy}</p> : null}
        {typeof now === 'object' && 'error' in now ? <p class="failure">⚠ {now.error}</p> : null}
        {typeof now === 'object' && 'found' in now ? (
          <p>
            {t.found(count(now.found.steps.filter(({ kind }) => kind === 'raised').length), count(now.found.facts))}
          </p>
        ) : null}
      </div>
      {typeof now === 'object' && 'found' in now ? <Steps of={now.found} /> : null}
    </section>
  )
}

const Steps = ({ of: { steps } }: { of: AlarmSimulation }): JSX.Element | null => {
  const t = say(texts)
  if (steps.length === 0) return null
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t.title}>
      <table class="data">
        <caption class="visually-hidden">{t.title}</caption>
        <thead>
          <tr>
            {[t.time, t.step, t.value, t.threshold].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps
            .slice(-SHOWN)
            .toReversed()
            .map((step) => (
              <tr key={`${step.ledger_seq}${step.alarm_id}${step.kind}`}>
                <td>
                  <Time iso={step.time} />
                </td>
                <td>
                  <Level level={step.level} /> {alarmTypeWords(step.alarm_type)} {t[step.kind]}
                </td>
                <td>{alarmValue(step.alarm_type, step.current_value)}</td>
                <td>{thresholdWords(step.alarm_type, step.threshold_value)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {steps.length > SHOWN ? <p class="quiet">{t.cut(count(SHOWN))}</p> : null}
    </div>
  )
}

import type { AlarmLevel, AlarmRule, AlarmThresholds, HeldThreshold } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { alarmTypeWords, LEVELS } from '../../figures/alarm-words.ts'
import { count, pct } from '../../format/number.ts'
import { duration } from '../../format/time.ts'
import { scope } from '../../route/scope.ts'
import { levelWord } from '../../ui/badge.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { thresholdWords } from './values.ts'

const texts = words({
  en: {
    all: 'Thresholds of all bots',
    one: (bot: string) => `Thresholds of ${bot}`,
    choose: 'Choose a bot above to see its own thresholds over these.',
    alarm: 'Alarm',
    figure: 'Figure',
    from: 'Counts from',
    trades: (n: string) => `${n} closed trades`,
    days: (n: string) => `${n} closed days`,
    once: 'the first fact',
    margin: 'Margin',
    dwell: 'Dwell',
    cooldown: 'Cooldown',
    own: 'own',
    off: 'not set',
  },
  tr: {
    all: 'Tüm botların eşikleri',
    one: (bot: string) => `${bot} eşikleri`,
    choose: 'Bir botun kendi eşiklerini görmek için yukarıdan bot seçin.',
    alarm: 'Alarm',
    figure: 'Değer',
    from: 'Geçerli olduğu yer',
    trades: (n: string) => `${n} kapanmış işlem`,
    days: (n: string) => `${n} kapanmış gün`,
    once: 'ilk kayıt',
    margin: 'Pay',
    dwell: 'Bekleme',
    cooldown: 'Ara',
    own: 'kendi',
    off: 'yok',
  },
})

/** From where on each alarm is raised: for all bots, or for the one that is chosen. */
export const ThresholdTable = (): JSX.Element => {
  const bot = scope.value.bot_id
  const t = say(texts)
  const title = bot === undefined ? t.all : t.one(bot)
  return (
    <LiveOnly id="thresholds" title={title}>
      <Held bot={bot} title={title} />
    </LiveOnly>
  )
}

const Held = ({ bot, title }: { bot: string | undefined; title: string }): JSX.Element => {
  const read = useRead(
    ['thresholds', bot],
    (client, signal) => client.getAlarmThresholds(bot === undefined ? {} : { bot_id: bot }, { signal }),
    { refreshMs: 30_000 },
  )
  const t = say(texts)
  const heads = [...LEVELS.toReversed().map(levelWord), t.margin, t.dwell, t.cooldown]
  return (
    <Panel id="thresholds" title={title} read={read}>
      {(held) => (
        <>
          <div class="scroll" tabIndex={0} role="group" aria-label={title}>
            <table class="data">
              <caption class="visually-hidden">{title}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.alarm}</th>
                  <th scope="col">{t.from}</th>
                  {heads.map((head) => (
                    <th key={head} scope="col" class="number">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {held.rules.map((rule) => (
                  <Row key={rule.alarm_type} rule={rule} held={held} />
                ))}
              </tbody>
            </table>
          </div>
          {bot === undefined ? <p class="quiet">{t.choose}</p> : null}
        </>
      )}
    </Panel>
  )
}

const sampleWords = ({ sample }: AlarmRule): string => {
  const t = say(texts)
  if (sample === null) return t.once
  return sample.of === 'closed_trades' ? t.trades(count(sample.min)) : t.days(count(sample.min))
}

const Row = ({ rule, held }: { rule: AlarmRule; held: AlarmThresholds }): JSX.Element => {
  const type = rule.alarm_type
  const threshold: HeldThreshold = held.thresholds[type]
  const own = held.own[type]
  return (
    <tr>
      <th scope="row">{alarmTypeWords(type)}</th>
      <td>{sampleWords(rule)}</td>
      {LEVELS.toReversed().map((level) => (
        <td key={level} class="number">
          <At type={type} level={level} value={threshold.levels[level]} own={own?.levels?.[level] !== undefined} />
        </td>
      ))}
      <td class="number">{pct(threshold.recovery_margin_pct, 0)}</td>
      <td class="number">{duration(threshold.dwell_seconds)}</td>
      <td class="number">{duration(threshold.cooldown_seconds)}</td>
    </tr>
  )
}

type AtProps = { type: string; level: AlarmLevel; value: number | undefined; own: boolean }

const At = ({ type, value, own }: AtProps): JSX.Element => {
  const t = say(texts)
  if (value === undefined) return <span class="quiet">{t.off}</span>
  return (
    <>
      {thresholdWords(type, value)}
      {own ? <small class="badge">{t.own}</small> : null}
    </>
  )
}

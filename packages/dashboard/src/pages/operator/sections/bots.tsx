import type { Bot } from '@papertape/client'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRead } from '../../../data/use-read.ts'
import { scope } from '../../../route/scope.ts'
import { linkToBot, parameter, setParameters } from '../../../route/url.ts'
import { Mode, StatusBadge } from '../../../ui/badge.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { say, words } from '../../../words/words.ts'
import { useAct } from '../act.ts'
import { Confirm } from '../confirm.tsx'
import { CheckField, type Form, TextField } from '../field.tsx'
import { OutcomeLine } from '../outcome.tsx'
import { Configure } from './configure.tsx'

const texts = words({
  en: {
    title: 'Bots',
    none: 'There is no bot of this kind. Register one, or choose another kind in the filters.',
    start: 'Start',
    pause: 'Pause',
    stop: 'Stop',
    configure: 'Configure',
    confirm: (does: string, name: string) => `${does}: ${name}?`,
    startWhy: 'It accepts OPEN signals again.',
    pauseWhy: 'It accepts no OPEN signal for a while; open trades go on to their exits.',
    stopWhy: 'It accepts no OPEN signal any more; open trades go on to their exits unless they are closed now.',
    reason: 'Why',
    reasonHint: 'Everybody may read it; up to 500 characters',
    close: 'Close its open trades at their next prices',
    private: 'not public',
  },
  tr: {
    title: 'Botlar',
    none: 'Bu türde bot yok. Bir bot kaydedin veya filtrelerden başka bir tür seçin.',
    start: 'Başlat',
    pause: 'Duraklat',
    stop: 'Durdur',
    configure: 'Yapılandır',
    confirm: (does: string, name: string) => `${does}: ${name}?`,
    startWhy: 'OPEN sinyallerini yeniden kabul eder.',
    pauseWhy: 'Bir süre OPEN sinyali kabul etmez; açık işlemler çıkışlarına kadar sürer.',
    stopWhy: 'Artık OPEN sinyali kabul etmez; şimdi kapatılmazsa açık işlemler çıkışlarına kadar sürer.',
    reason: 'Neden',
    reasonHint: 'Herkes okuyabilir; en çok 500 karakter',
    close: 'Açık işlemlerini bir sonraki fiyatlarından kapat',
    private: 'herkese açık değil',
  },
})

/** Starts, pauses, stops and configures bots. */
export default function Bots(): JSX.Element {
  const { mode } = scope.value
  const read = useRead(['operator-bots', mode], (client, signal) =>
    client.listBots({ limit: 500, ...(mode === undefined ? {} : { mode }) }, { signal }),
  )
  const t = say(texts)
  return (
    <Panel id="operator-bots" title={t.title} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
      {(rows) => (
        <ul class="alarm-list one">
          {rows.map((bot) => (
            <One key={bot.bot_id} bot={bot} again={read.value.again} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

type Verb = 'start' | 'pause' | 'stop'

const One = ({ bot, again }: { bot: Bot; again: () => void }): JSX.Element => {
  const asking = useSignal<Verb | null>(null)
  const form = useSignal<Form>({})
  const { outcome, run } = useAct()
  const t = say(texts)
  const { bot_id } = bot
  const isOpen = parameter('configure') === bot_id
  const act = async (verb: Verb): Promise<void> => {
    const { reason = '', close_open_trades: close } = form.peek()
    const body = reason.trim() === '' ? {} : { reason: reason.trim() }
    await run(`${t[verb]}: ${bot_id}`, (client) => {
      if (verb === 'start') return client.startBot({ bot_id, body })
      if (verb === 'pause') return client.pauseBot({ bot_id, body })
      return client.stopBot({ bot_id, body: { ...body, ...(close === 'yes' ? { close_open_trades: true } : {}) } })
    })
    again()
  }
  const verbs: readonly Verb[] = bot.running ? ['pause', 'stop'] : bot.paused ? ['start', 'stop'] : ['start']
  const now = asking.value
  return (
    <li class="alarm">
      <p class="alarm-head">
        <StatusBadge status={bot.paused ? 'paused' : bot.state.status} />
        <strong>
          <a href={linkToBot(bot)}>{bot.name}</a>
        </strong>
        <code>{bot_id}</code> <Mode mode={bot.mode} />
        {bot.public ? null : <span class="badge">{t.private}</span>}
        <span class="spacer" />
        {verbs.map((verb) => (
          <button
            key={verb}
            type="button"
            class={verb === 'stop' ? 'danger' : ''}
            disabled={outcome.value.state === 'busy'}
            onClick={() => {
              form.value = {}
              asking.value = verb
            }}
          >
            {t[verb]}
          </button>
        ))}
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setParameters({ configure: isOpen ? null : bot_id }, 'replace')}
        >
          {t.configure}
        </button>
      </p>
      <OutcomeLine of={outcome.value} />
      {isOpen ? <Configure key={bot_id} bot={bot} again={again} /> : null}
      {now === null ? null : (
        <Confirm
          title={t.confirm(t[now], bot.name)}
          does={t[now]}
          danger={now === 'stop'}
          act={() => void act(now)}
          close={() => {
            asking.value = null
          }}
        >
          <p>{t[`${now}Why`]}</p>
          <TextField
            form={form}
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            maxLength={500}
            outcome={outcome.value}
          />
          {now === 'stop' && bot.mode !== 'replay' ? (
            <CheckField form={form} name="close_open_trades" label={t.close} outcome={outcome.value} />
          ) : null}
        </Confirm>
      )}
    </li>
  )
}

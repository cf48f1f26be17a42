import type { Bot } from '@papertape/client'
import type { JSX } from 'preact'
import { say, words } from '../../words/words.ts'
import { changeableSettings } from '../bot/settings.ts'
import { formOf, settingsOf } from './bot-form.ts'
import type { Form } from './field.tsx'

const texts = words({
  en: {
    setting: 'Setting',
    now: 'Now',
    next: 'Then',
    changed: 'changed',
    caption: 'The bot as it will be',
    same: 'Nothing differs from how it is now.',
  },
  tr: {
    setting: 'Ayar',
    now: 'Şimdi',
    next: 'Sonra',
    changed: 'değişti',
    caption: 'Botun olacağı hal',
    same: 'Şimdikinden farklı bir şey yok.',
  },
})

/** The settings that a form comes to, beside those that hold now. */
export const Preview = ({ form, bot }: { form: Form; bot: Bot | null }): JSX.Element => {
  const t = say(texts)
  const told = (of: Form) => {
    const settings = settingsOf(of)
    return changeableSettings({ ...settings, risk: { ...settings.risk, thresholds: bot?.risk.thresholds ?? {} } })
  }
  const before = bot === null ? null : told(formOf(bot))
  const after = told(form)
  const differs = (at: number): boolean => before !== null && before[at]?.value !== after[at]?.value
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t.caption}>
      <table class="data">
        <caption>{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.setting}</th>
            {before === null ? null : <th scope="col">{t.now}</th>}
            <th scope="col">{t.next}</th>
          </tr>
        </thead>
        <tbody>
          {after.map(({ label, value }, at) => (
            <tr key={label} class={differs(at) ? 'changed' : ''}>
              <th scope="row">{label}</th>
              {before === null ? null : <td>{before[at]?.value}</td>}
              <td>
                {differs(at) ? (
                  <strong>
                    {value} <span class="badge">{t.changed}</span>
                  </strong>
                ) : (
                  value
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {before !== null && !after.some((_, at) => differs(at)) ? <p class="quiet">{t.same}</p> : null}
    </div>
  )
}

import type { JSX } from 'preact'
import { alarmTypeWords } from '../../figures/alarm-words.ts'
import { language } from '../../words/language.ts'
import { say, words } from '../../words/words.ts'
import { GUIDES } from './guide-texts.ts'

const texts = words({
  en: {
    title: 'What alarms mean',
    todo: 'What to do',
    figure: 'How it is computed',
    rules:
      'An alarm is raised at once when a figure crosses a threshold, and once. It is over when the figure has come back by the recovery margin and stayed there for the dwell. Undefined figures neither raise nor clear. An emergency stops a live or demo bot unless it is configured otherwise.',
  },
  tr: {
    title: 'Alarmlar ne demek',
    todo: 'Ne yapmalı',
    figure: 'Nasıl hesaplanır',
    rules:
      'Bir değer eşiği geçtiğinde alarm hemen ve bir kez verilir. Değer toparlanma payı kadar geri gelip bekleme süresince orada kalınca sona erer. Tanımsız değerler ne alarm verir ne de bitirir. Başka türlü ayarlanmadıysa acil durum canlı veya demo botu durdurur.',
  },
})

/** What an alarm means, how its figure is computed and what to do. */
export const GuideText = ({ type }: { type: string }): JSX.Element | null => {
  const guide = GUIDES[language.value][type]
  if (guide === undefined) return null
  const t = say(texts)
  return (
    <div class="guide">
      <p>{guide.means}</p>
      <p>
        <strong>{t.figure}:</strong> {guide.figure}
      </p>
      <p>
        <strong>{t.todo}</strong>
      </p>
      <ol>
        {guide.todo.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  )
}

/** All alarms in words. */
export const Guides = (): JSX.Element => {
  const t = say(texts)
  return (
    <section id="guide" class="panel" aria-labelledby="guide-title">
      <header>
        <h2 id="guide-title">{t.title}</h2>
      </header>
      <p>{t.rules}</p>
      {Object.keys(GUIDES[language.value]).map((type) => (
        <details key={type} id={`guide-${type}`}>
          <summary>
            {alarmTypeWords(type)} <small class="quiet">{type}</small>
          </summary>
          <GuideText type={type} />
        </details>
      ))}
    </section>
  )
}

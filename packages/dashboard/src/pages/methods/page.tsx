import type { JSX } from 'preact'
import { FORMULAS } from '../../figures/formula-texts.ts'
import { language } from '../../words/language.ts'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'How every figure is computed',
    exact: 'Amounts are exact decimals of 18 places; a figure is the double nearest to an exact quotient.',
    days: 'A day is a UTC day, seven a week, and yearly means 365 days. The running day is shown and is in no ratio.',
    net: 'Wins and losses are judged on net profit, after both fees. Break-even is counted apart.',
    none: 'What is undefined is “—” with its reason, never 0. What rests on too little is marked.',
    name: 'In the API',
  },
  tr: {
    title: 'Her değer nasıl hesaplanır',
    exact: 'Tutarlar 18 basamaklı tam ondalıklardır; bir değer, tam bölüme en yakın çift duyarlıklı sayıdır.',
    days: 'Gün UTC günüdür, haftada yedi gün; yıl 365 gündür. Süren gün gösterilir ama hiçbir orana girmez.',
    net: 'Kazanç ve kayıp, iki ücretten sonraki net kâra göredir. Başa baş ayrı sayılır.',
    none: 'Tanımsız olan, nedeniyle birlikte “—” olur, asla 0 değil. Az veriye dayanan işaretlenir.',
    name: 'API’deki adı',
  },
})

/** The formula behind every figure, as the popovers of the other pages show them one by one. */
export default function MethodsPage(): JSX.Element {
  const t = say(texts)
  const lang = language.value
  return (
    <div class="page">
      <section class="panel" aria-labelledby="methods-title">
        <h2 id="methods-title">{t.title}</h2>
        <ul>
          {[t.exact, t.days, t.net, t.none].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <dl class="formulas">
          {Object.entries(FORMULAS).map(([name, formula]) => (
            <div key={name} id={name}>
              <dt>
                {formula.name[lang]} <code title={t.name}>{name}</code>
              </dt>
              <dd>{formula.text[lang]}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}

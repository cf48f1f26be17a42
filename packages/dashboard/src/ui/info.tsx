import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { linkTo } from '../route/url.ts'
import { language } from '../words/language.ts'
import { say, words } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { Popover } from './popover.tsx'

const texts = words({
  en: { how: (of: string) => `How ${of} is computed`, more: 'All definitions' },
  tr: { how: (of: string) => `${of} nasıl hesaplanır`, more: 'Tüm tanımlar' },
})

type Formula = { name: string; text: string }

/** The formulas behind figures, in a popover. They are loaded when somebody asks. */
export const Info = ({ of, names }: { of: string; names: readonly string[] }): JSX.Element => (
  <Popover label={say(texts).how(of)} icon={<Icon name="info" />}>
    {() => <Formulas names={names} />}
  </Popover>
)

const Formulas = ({ names }: { names: readonly string[] }): JSX.Element => {
  const found = useSignal<readonly Formula[]>([])
  const lang = language.value
  useEffect(() => {
    void import('../figures/formulas.ts').then(({ formulasOf }) => {
      found.value = formulasOf(names, lang)
    })
  }, [names, lang])
  return (
    <>
      <dl class="formulas">
        {found.value.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <a href={linkTo('/methods')}>{say(texts).more}</a>
    </>
  )
}

import type { JSX } from 'preact'
import { token } from '../data/client.ts'
import { linkTo, parameter, setParameters } from '../route/url.ts'
import { Icon } from '../ui/icon.tsx'
import { Popover } from '../ui/popover.tsx'
import { language } from '../words/language.ts'
import { say, words } from '../words/words.ts'
import { type Palette, palette, shortcuts, type Theme, theme } from './preferences.ts'

const texts = words({
  en: {
    settings: 'Settings',
    language: 'Language',
    theme: 'Theme',
    auto: 'As the system',
    light: 'Light',
    dark: 'Dark',
    palette: 'Colours of gains and losses',
    green: 'Green up, red down',
    red: 'Red up, green down',
    blue: 'Blue up, orange down',
    zone: 'Time zone',
    local: 'Of this device',
    keys: 'Single-key shortcuts',
    unit: 'Profit in',
    money: 'Money',
    percent: 'Per cent',
    operator: 'Operator mode',
    operatorOn: 'Operator mode is on',
  },
  tr: {
    settings: 'Ayarlar',
    language: 'Dil',
    theme: 'Tema',
    auto: 'Sistem gibi',
    light: 'Açık',
    dark: 'Koyu',
    palette: 'Kazanç ve kayıp renkleri',
    green: 'Yeşil artış, kırmızı düşüş',
    red: 'Kırmızı artış, yeşil düşüş',
    blue: 'Mavi artış, turuncu düşüş',
    zone: 'Saat dilimi',
    local: 'Bu cihazınki',
    keys: 'Tek tuşlu kısayollar',
    unit: 'Kâr birimi',
    money: 'Para',
    percent: 'Yüzde',
    operator: 'İşletmen modu',
    operatorOn: 'İşletmen modu açık',
  },
})

const pick = <Value extends string>(
  label: string,
  value: Value,
  options: readonly (readonly [Value, string])[],
  choose: (value: Value) => void,
): JSX.Element => (
  <label>
    {label}
    <select value={value} onChange={(event) => choose(event.currentTarget.value as Value)}>
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

/** How the page looks and speaks. */
export const Settings = (): JSX.Element => {
  const t = say(texts)
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Popover label={t.settings} icon={<Icon name="settings" />} class="menu end">
      {() => (
        <>
          {pick(
            t.language,
            language.value,
            [
              ['en', 'English'],
              ['tr', 'Türkçe'],
            ],
            (lang) => setParameters({ lang }),
          )}
          {pick<Theme>(
            t.theme,
            theme.value,
            [
              ['auto', t.auto],
              ['light', t.light],
              ['dark', t.dark],
            ],
            (value) => {
              theme.value = value
            },
          )}
          {pick<Palette>(
            t.palette,
            palette.value,
            [
              ['green', t.green],
              ['red', t.red],
              ['blue', t.blue],
            ],
            (value) => {
              palette.value = value
            },
          )}
          {pick(
            t.zone,
            parameter('tz') ?? 'UTC',
            [
              ['UTC', 'UTC'],
              [local, `${t.local} (${local})`],
            ],
            (tz) => setParameters({ tz: tz === 'UTC' ? null : tz }),
          )}
          {pick(
            t.unit,
            parameter('unit') ?? 'money',
            [
              ['money', t.money],
              ['pct', t.percent],
            ],
            (unit) => setParameters({ unit: unit === 'money' ? null : unit }),
          )}
          <label>
            <input
              type="checkbox"
              checked={shortcuts.value === 'on'}
              onChange={(event) => {
                shortcuts.value = event.currentTarget.checked ? 'on' : 'off'
              }}
            />{' '}
            {t.keys}
          </label>
          <a href={linkTo('/operator')}>{token.value === null ? t.operator : t.operatorOn}</a>
        </>
      )}
    </Popover>
  )
}

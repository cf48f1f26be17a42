import { effect, type Signal, signal } from '@preact/signals'

/** What a person chose for this browser. What others should see with a link is in the URL instead. */
export type Theme = 'auto' | 'light' | 'dark'
/** `green`: gains green, losses red. `red`: the other way round. `blue`: blue and orange, for the colour-blind. */
export type Palette = 'green' | 'red' | 'blue'

const read = (name: string): string | null => {
  try {
    return localStorage.getItem(`papertape-${name}`)
  } catch {
    return null
  }
}

const kept = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Signal<Value> => {
  const given = read(name)
  const choice = signal<Value>(values.find((value) => value === given) ?? values[0])
  effect(() => {
    const value = choice.value
    try {
      localStorage.setItem(`papertape-${name}`, value)
    } catch {
      // A browser that keeps nothing forgets the choice with the page.
    }
  })
  return choice
}

export const theme = kept<Theme>('theme', ['auto', 'light', 'dark'])
export const palette = kept<Palette>('palette', ['green', 'red', 'blue'])
/** Single-key shortcuts can be turned off (WCAG 2.1.4). */
export const shortcuts = kept<'on' | 'off'>('shortcuts', ['on', 'off'])

/** Lets the document follow the choices. */
export const followPreferences = (): void => {
  effect(() => {
    const root = document.documentElement
    if (theme.value === 'auto') delete root.dataset['theme']
    else root.dataset['theme'] = theme.value
    root.dataset['palette'] = palette.value
  })
}

import { describe, expect, it } from 'vitest'
import { TEAR_SHEET_STYLE } from '../src/index.ts'

/** The colours of a palette, by name; the first stands for light screens, the second for dark ones. */
const palettes = [...TEAR_SHEET_STYLE.matchAll(/:root\{(?:color-scheme:[^;]*;)?(--ground[^}]*)\}/g)].map(
  ([, body = '']) =>
    new Map([...body.matchAll(/--([a-z0-9-]+):(#[0-9a-f]+)/g)].map(([, name = '', hex = '']) => [name, hex])),
)

/** Relative luminance of WCAG 2. */
const luminanceOf = (hex: string): number => {
  const digits =
    hex.length === 4 ? Array.from(hex.slice(1), (digit) => digit + digit) : (hex.slice(1).match(/../g) ?? [])
  const [red = 0, green = 0, blue = 0] = digits.map((pair) => {
    const share = Number.parseInt(pair, 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const SHADES = ['up', 'down'].flatMap((side) => [1, 2, 3, 4].map((shade) => `${side}${shade}`))
const PAIRS = [
  ...['text', 'quiet', 'accent', 'gain', 'loss'].flatMap((text) => [
    [text, 'surface'],
    [text, 'ground'],
  ]),
  ...SHADES.map((shade) => ['text', shade]),
  ['banner-text', 'banner'],
]

describe.each([
  ['light', 0],
  ['dark', 1],
])('on a %s screen', (_, index) => {
  const palette = palettes[index] ?? new Map<string, string>()
  it.each(PAIRS)('%s can be read on %s', (text = '', ground = '') => {
    expect(contrast(palette.get(text) ?? '#000', palette.get(ground) ?? '#000')).toBeGreaterThanOrEqual(4.5)
  })
  it.each(['accent', 'fall'])('a line of colour %s can be seen', (line) => {
    expect(contrast(palette.get(line) ?? '#000', palette.get('surface') ?? '#000')).toBeGreaterThanOrEqual(3)
  })
})

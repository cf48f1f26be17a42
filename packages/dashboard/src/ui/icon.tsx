import type { JSX } from 'preact'

/** Drawn here, because fonts differ in which signs they have. 16 × 16, in the colour of the text. */
const PATHS = {
  info: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.2v4M8 4.6v.2',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5 1.8v3M11 1.8v3',
  filter: 'M2 3h12L9.5 8.5V13l-3-1.5v-3z',
  settings: 'M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M10.5 3v3M5.5 10v3',
  menu: 'M8 3v.2M8 8v.2M8 13v.2',
  columns: 'M2 3h12v10H2zM6 3v10M10 3v10',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  share: 'M8 10V2M5 4.5 8 1.7l3 2.8M3 8v5.5h10V8',
  key: 'M10.5 2a3.5 3.5 0 1 0 .1 7 3.5 3.5 0 0 0-.1-7ZM7.8 8 2 13.8M4 12l1.8 1.8M6 10l1.5 1.5',
  muted:
    'M8 2.2a3.6 3.6 0 0 1 3.6 3.6c0 3.4 1.4 4.4 1.4 5.4H3c0-1 1.4-2 1.4-5.4A3.6 3.6 0 0 1 8 2.2ZM6.5 13.4h3M2 2l12 12',
  download: 'M8 2v8M5 7.5 8 10.3l3-2.8M3 13.5h10',
} as const

export type IconName = keyof typeof PATHS

/** A small drawing beside or in the place of a word; the word is told by what it stands in. */
export const Icon = ({ name }: { name: IconName }): JSX.Element => (
  <svg class="icon-drawing" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path
      d={PATHS[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
)

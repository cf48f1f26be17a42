import type { JSX } from 'preact'
import { Icon } from './icon.tsx'
import { Popover } from './popover.tsx'

export type MenuItem = { label: string; act: () => void }

/** A few things one can do with a part of the page. */
export const Menu = ({ label, items }: { label: string; items: readonly MenuItem[] }): JSX.Element => (
  <Popover label={label} icon={<Icon name="menu" />} class="menu">
    {(close) =>
      items.map((item) => (
        <button
          key={item.label}
          type="button"
          onClick={() => {
            item.act()
            close()
          }}
        >
          {item.label}
        </button>
      ))
    }
  </Popover>
)

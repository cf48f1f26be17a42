import type { ComponentChildren, JSX } from 'preact'
import { Info } from './info.tsx'

type CardProps = {
  id: string
  label: string
  /** The figure. */
  children: ComponentChildren
  /** What stands small below it: the change, the sample. */
  below?: ComponentChildren
  spark?: ComponentChildren
  info?: readonly string[]
}

/** One figure with its name, its change and its formula. Used inside `<dl class="cards">`. */
export const Card = ({ id, label, children, below, spark, info }: CardProps): JSX.Element => (
  <div class="card" id={`figure-${id}`}>
    <dt>
      {label}
      {info === undefined ? null : <Info of={label} names={info} />}
    </dt>
    <dd>
      <span class="value">{children}</span>
      {spark}
      {below === undefined ? null : <small class="quiet">{below}</small>}
    </dd>
  </div>
)

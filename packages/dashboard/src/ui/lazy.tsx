import { type Signal, signal } from '@preact/signals'
import type { ComponentType, JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Skeleton } from './panel.tsx'

type Loaded<Props> = ComponentType<Props> | Error | null

/** A component whose program comes when it is drawn first. */
export const lazy = <Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ((props: Props) => JSX.Element) => {
  const Lazy = (props: Props): JSX.Element => {
    const loaded = useMemo<Signal<Loaded<Props>>>(() => signal<Loaded<Props>>(null), [])
    useEffect(() => {
      void load().then(
        (module) => {
          loaded.value = module.default
        },
        (error: unknown) => {
          loaded.value = error instanceof Error ? error : new Error(String(error))
        },
      )
    }, [])
    const Content = loaded.value
    if (Content === null) return <Skeleton />
    if (Content instanceof Error) throw Content
    return <Content {...props} />
  }
  return Lazy
}

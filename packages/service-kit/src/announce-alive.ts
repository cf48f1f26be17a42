import type { Readiness } from './health.ts'

export type AliveOptions = {
  /** Says something on core NATS; `tape.hint` is one. */
  hint: (subject: string, hint: object) => void
  /** That of `serveHealth`. */
  readiness: () => Promise<Readiness>
  service: string
  instance: string
}

const BEAT_MS = 2000

/**
 * Says every two seconds on `alive.<service>.<instance>` that this process lives and whether it is ready, so that the
 * gateway can show every instance there is without knowing where any of them runs. Disposing says that it leaves.
 */
export const announceAlive = ({ hint, readiness, service, instance }: AliveOptions): Disposable => {
  const subject = `alive.${service}.${instance}`
  let left = false
  const beat = async (): Promise<void> => {
    const { ready, failing } = await readiness()
    if (!left) hint(subject, { service, instance, ready, failing })
  }
  const timer = setInterval(() => void beat(), BEAT_MS)
  void beat()
  return {
    [Symbol.dispose]() {
      left = true
      clearInterval(timer)
      hint(subject, { service, instance, ready: false, leaving: true })
    },
  }
}

/** What a browser tells of the network and of the page; elsewhere nothing is ever told. */
export type Environment = {
  /** Whether there is a network at all, as far as anybody knows. */
  online: () => boolean
  /** Whether anybody can see the page. */
  visible: () => boolean
  /** Calls back when one of the two may have changed; returns what ends that. */
  listen: (changed: () => void) => () => void
}

/** What of a browser's window is looked at; hosts without windows have little or nothing of it. */
export type Host = {
  navigator?: { onLine?: boolean }
  document?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & { visibilityState?: string }
  addEventListener?: (type: string, listener: () => void) => void
  removeEventListener?: (type: string, listener: () => void) => void
}

/** The environment of this program. */
export const hostEnvironment = (host: Host = globalThis as Host): Environment => ({
  online: () => host.navigator?.onLine !== false,
  visible: () => host.document?.visibilityState !== 'hidden',
  listen: (changed) => {
    const { document } = host
    // Node has neither a document nor events of the network.
    if (document === undefined) return () => {}
    host.addEventListener?.('online', changed)
    host.addEventListener?.('offline', changed)
    document.addEventListener('visibilitychange', changed)
    return () => {
      host.removeEventListener?.('online', changed)
      host.removeEventListener?.('offline', changed)
      document.removeEventListener('visibilitychange', changed)
    }
  },
})

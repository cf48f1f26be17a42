import { z } from 'zod'

/** What services that tell people read from their environment; spread it into the service's schema. */
export const notifyConfig = {
  PAPERTAPE_NOTIFY_ALLOW_PRIVATE: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Whether notifications may go to private, link-local and loopback addresses'),
  PAPERTAPE_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .describe(
      'Where people reach the dashboard, for links in notifications; default PAPERTAPE_HOST and PAPERTAPE_PORT',
    ),
}

/** Under which address people reach the dashboard; undefined where only the system knows the port. */
export const publicUrlOf = (config: {
  PAPERTAPE_PUBLIC_URL?: string | undefined
  PAPERTAPE_HOST: string
  PAPERTAPE_PORT: number
}): string | undefined => {
  const { PAPERTAPE_PUBLIC_URL, PAPERTAPE_HOST: host, PAPERTAPE_PORT: port } = config
  if (PAPERTAPE_PUBLIC_URL !== undefined) return PAPERTAPE_PUBLIC_URL
  if (port === 0) return undefined
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}

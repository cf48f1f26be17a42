/**
 * Every environment variable of the system that starts with `PAPERTAPE_`. All processes inherit one environment, so each
 * of them knows the names of the others; any further name is a misspelling, and silence about it would hide a default.
 */
export const knownVariables: readonly string[] = [
  'PAPERTAPE_ADMIN_TOKEN',
  'PAPERTAPE_DATA_DIR',
  'PAPERTAPE_HEALTH_HOST',
  'PAPERTAPE_HEALTH_PORT',
  'PAPERTAPE_HOME',
  'PAPERTAPE_HOST',
  'PAPERTAPE_INSTANCE',
  'PAPERTAPE_LOG_LEVEL',
  'PAPERTAPE_NATS_AUTH',
  'PAPERTAPE_NATS_HOST',
  'PAPERTAPE_NATS_PORT',
  'PAPERTAPE_NOTIFY_ALLOW_PRIVATE',
  'PAPERTAPE_PARTITIONS',
  'PAPERTAPE_PG_PORT',
  'PAPERTAPE_PORT',
  'PAPERTAPE_PUBLIC_URL',
  'PAPERTAPE_RATE_LIMIT_PUBLIC',
  'PAPERTAPE_RATE_LIMIT_SOURCE',
  'PAPERTAPE_REPORT_INTERVAL',
  'PAPERTAPE_TEST_RUN',
  'PAPERTAPE_TEST_SERVERS',
  'PAPERTAPE_TRUST_PROXY',
  'PAPERTAPE_UPDATE_INTERVAL',
]

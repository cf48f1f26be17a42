/** The WebSocket subprotocol. */
export const PROTOCOL = 'papertape.v1+json'

/** Topics of one connection. */
export const TOPICS_MAX = 100
/** Messages of a client: as many a second, and twice as many at once. */
export const MESSAGES_PER_SECOND = 5
/** Bytes of one message of a client. */
export const MESSAGE_BYTES_MAX = 65_536
/** Deltas a second of one topic, whatever a client asks for. */
export const HZ_MAX = 20
export const HEARTBEAT_MS = 15_000

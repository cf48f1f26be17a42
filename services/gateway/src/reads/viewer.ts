import type { Caller } from '../http/operator-token.ts'

/** Who looks. Only an operator sees anything of bots that are not public. */
export type Viewer = { operator: boolean }

export const viewerOf = (caller: Caller): Viewer => ({ operator: caller === 'operator' })

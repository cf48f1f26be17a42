/** What a track record is made of. */
export const KINDS = ['returns', 'equity', 'trades', 'fills'] as const
export type Kind = (typeof KINDS)[number]

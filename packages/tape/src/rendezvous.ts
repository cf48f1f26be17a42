import { createHash } from 'node:crypto'

/** How many ranks there are; nats-server knows ten priorities, and each rank needs two. */
export const RANKS = 5

/**
 * The rank of an instance for one task, 0 (first) to `RANKS - 1`, evenly spread: each instance comes first for some tasks,
 * without anybody knowing who else there is.
 */
export const rankOf = (instance: string, task: string): number =>
  createHash('sha256').update(`${instance}\n${task}`).digest().readUInt32BE(0) % RANKS

/**
 * The priority to ask with, 0 first. Whoever owns a task already goes before others of the same rank: with equal
 * priorities the server would give messages to both in turn, and ownership would change with each.
 */
export const priorityOf = (rank: number, owner: boolean): number => rank * 2 + (owner ? 0 : 1)

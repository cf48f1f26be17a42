import { describe, expect, it } from 'vitest'
import { priorityOf, RANKS, rankOf } from '../src/rendezvous.ts'

describe('ranks', () => {
  it('spread the tasks over the instances', () => {
    const tasks = Array.from({ length: 64 }, (_, index) => `paper-trader.${index}`)
    const instances = ['host-1', 'host-2', 'host-3']
    const shares = instances.map(
      (instance) =>
        tasks.filter((task) => instances.every((other) => rankOf(instance, task) <= rankOf(other, task))).length,
    )
    for (const share of shares) expect(share).toBeGreaterThan(64 / 3 / 2)
  })

  it('give every owner a priority of its own before others of its rank, behind better ranks', () => {
    const all = Array.from({ length: RANKS }, (_, rank) => [priorityOf(rank, true), priorityOf(rank, false)]).flat()
    expect(all).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createHeap, type HeapNode } from '../src/heap.ts'

const commands = fc.array(
  fc.oneof(
    fc.record({ push: fc.integer({ min: 0, max: 30 }) }),
    fc.record({ remove: fc.nat(60) }),
    fc.record({ collect: fc.integer({ min: -1, max: 31 }) }),
  ),
  { maxLength: 120 },
)

it('a heap finds what a list finds, however nodes come and go', () => {
  fc.assert(
    fc.property(commands, fc.boolean(), (steps, isMinHeap) => {
      const before = (a: number, b: number) => (isMinHeap ? a < b : a > b)
      const heap = createHeap<number, object>(before)
      const list: HeapNode<number, object>[] = []
      for (const step of steps) {
        if ('push' in step) list.push(heap.push(step.push, {}))
        if ('remove' in step) {
          const [node] = list.splice(step.remove, 1)
          if (node !== undefined) {
            heap.remove(node)
            heap.remove(node)
          }
        }
        if ('collect' in step) {
          const reached = (key: number) => key === step.collect || before(key, step.collect)
          const found = new Set<object>()
          heap.collect(reached, found)
          expect(found).toEqual(new Set(list.filter(({ key }) => reached(key)).map(({ item }) => item)))
        }
        const keys = list.map(({ key }) => key)
        expect(heap.size).toBe(list.length)
        expect(heap.firstKey()).toBe(keys.length === 0 ? undefined : isMinHeap ? Math.min(...keys) : Math.max(...keys))
      }
    }),
  )
})

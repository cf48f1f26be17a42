/** One item's place in a heap; `at` is its index there, -1 once it has left. */
export type HeapNode<Key, Item> = { readonly key: Key; readonly item: Item; at: number }

/** Items ordered by key, first at the top. */
export type Heap<Key, Item> = {
  readonly size: number
  /** The key of the first item, `undefined` when empty. */
  firstKey(): Key | undefined
  push(key: Key, item: Item): HeapNode<Key, Item>
  /** Takes a node out from anywhere; one that has left already is left alone. */
  remove(node: HeapNode<Key, Item>): void
  /** Adds to `into` each item whose key `reached` accepts; `reached` must hold for a prefix of the order. */
  collect(reached: (key: Key) => boolean, into: Set<Item>): void
}

/**
 * A binary heap whose nodes know their index, so that a trade leaves both its heaps when one of its levels is crossed:
 * lazily deleted nodes would pile up at levels that the market never comes back to. O(log n) in, O(log n) out, and
 * {@link Heap.collect} visits only what it finds and their children.
 */
export const createHeap = <Key, Item>(before: (a: Key, b: Key) => boolean): Heap<Key, Item> => {
  const nodes: HeapNode<Key, Item>[] = []

  const put = (node: HeapNode<Key, Item>, at: number): void => {
    nodes[at] = node
    node.at = at
  }

  const rise = (node: HeapNode<Key, Item>, from: number): void => {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = nodes[parent]
      if (above === undefined || !before(node.key, above.key)) break
      put(above, at)
      at = parent
    }
    put(node, at)
  }

  const sink = (node: HeapNode<Key, Item>, from: number): void => {
    let at = from
    for (;;) {
      let child = 2 * at + 1
      let below = nodes[child]
      if (below === undefined) break
      const right = nodes[child + 1]
      if (right !== undefined && before(right.key, below.key)) {
        below = right
        child += 1
      }
      if (!before(below.key, node.key)) break
      put(below, at)
      at = child
    }
    put(node, at)
  }

  return {
    get size() {
      return nodes.length
    },
    firstKey: () => nodes[0]?.key,
    push(key, item) {
      const node = { key, item, at: nodes.length }
      rise(node, nodes.length)
      return node
    },
    remove(node) {
      const { at } = node
      if (at < 0) return
      node.at = -1
      const last = nodes.pop()
      if (last === undefined || last === node) return
      const parent = nodes[(at - 1) >> 1]
      if (at > 0 && parent !== undefined && before(last.key, parent.key)) rise(last, at)
      else sink(last, at)
    },
    collect(reached, into) {
      const visit = (at: number): void => {
        const node = nodes[at]
        if (node === undefined || !reached(node.key)) return
        into.add(node.item)
        visit(2 * at + 1)
        visit(2 * at + 2)
      }
      visit(0)
    },
  }
}

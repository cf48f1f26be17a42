import { computed, type ReadonlySignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Live } from './live.ts'
import type { Read } from './use-read.ts'

/** The newer of what was read and what the feed told; of the same ledger sequence what it told, as prices go on. */
export const freshest = <Data>(read: Read<Data>, live: Live<Data> | null): Read<Data> =>
  live === null || (read.asOf !== null && read.asOf.seq > live.told.seq)
    ? read
    : {
        ...read,
        state: 'ready',
        data: live.value,
        asOf: { seq: live.told.seq, time: live.told.as_of },
        error: null,
      }

/** A reading that the feed keeps fresh. */
export const useFresh = <Data>(
  read: ReadonlySignal<Read<Data>>,
  live: ReadonlySignal<Live<Data> | null>,
): ReadonlySignal<Read<Data>> => useMemo(() => computed(() => freshest(read.value, live.value)), [read, live])

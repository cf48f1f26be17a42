import type { Execution } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { Read } from '../../data/use-read.ts'

/** What every panel of the page reads. */
export type ExecutionRead = { read: ReadonlySignal<Read<Execution>> }

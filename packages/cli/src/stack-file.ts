import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processExists, startOf } from '@papertape/embedded'
import { z } from 'zod'

const serviceSchema = z.object({
  name: z.string(),
  pid: z.number(),
  /** `null` until the service listens. */
  health_port: z.number().nullable(),
  restarts: z.number(),
})

const stackSchema = z.object({
  pid: z.number(),
  /** Tells this process from a later one with the same id. */
  process_start: z.string(),
  started_at: z.string(),
  data_dir: z.string(),
  /** Without a path, e.g. `http://127.0.0.1:8080`. */
  gateway_url: z.string(),
  nats_url: z.string(),
  /** Holds the password, which is why the file is closed to others. */
  database_url: z.string(),
  admin_token: z.string(),
  servers: z.array(z.object({ name: z.string(), pid: z.number(), port: z.number() })),
  services: z.array(serviceSchema),
})

/** What the other commands need to know of a running stack; kept in `<data-dir>/stack.json` while it runs. */
export type Stack = z.infer<typeof stackSchema>
export type StackService = z.infer<typeof serviceSchema>

const pathOf = (dataDir: string) => join(dataDir, 'stack.json')

/** Replaces the file at once, so that a reader never sees half of it. */
export const writeStack = (stack: Stack): void => {
  const path = pathOf(stack.data_dir)
  writeFileSync(`${path}.new`, `${JSON.stringify(stack, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

export const removeStack = (dataDir: string): void => rmSync(pathOf(dataDir), { force: true })

/** The stack that runs on a data directory, `undefined` when none does: a file left by a killed one does not count. */
export const findStack = (dataDir: string): Stack | undefined => {
  let text: string
  try {
    text = readFileSync(pathOf(dataDir), 'utf8')
  } catch {
    return undefined
  }
  const stack = stackSchema.safeParse(JSON.parse(text))
  if (!stack.success) return undefined // written by another version, which then runs no more
  const { pid, process_start } = stack.data
  return processExists(pid) && startOf(pid) === process_start ? stack.data : undefined
}

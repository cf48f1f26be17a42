import { processExists, startOf } from '@papertape/embedded'
import { getContainerRuntimeClient, ImageName } from 'testcontainers'

/** The images that `docker-compose.yml` names too. */
export const natsImage = 'nats:2.15-alpine'
export const postgresImage = 'postgres:18-alpine'

const runLabel = 'papertape.test-run'

/** Marks a container with the test run it belongs to: its process, and when that started. */
export const labelOfThisRun = (): Record<string, string> => ({
  [runLabel]: process.env['PAPERTAPE_TEST_RUN'] ?? thisRun(),
})

export const thisRun = (): string => `${process.pid}:${startOf(process.pid)}`

/**
 * Why Docker cannot be used for a test run, or `undefined` when an engine answers and has the images or can get them.
 * Containers that a killed run left behind are removed on the way.
 */
export const whyNoDocker = async (): Promise<string | undefined> => {
  let client: Awaited<ReturnType<typeof getContainerRuntimeClient>>
  try {
    client = await getContainerRuntimeClient()
  } catch {
    return 'no Docker engine answers'
  }
  for (const image of [natsImage, postgresImage].map((name) => ImageName.fromString(name))) {
    if (await client.image.exists(image)) continue
    try {
      await client.image.pull(image)
    } catch {
      return `the image ${image.string} is neither here nor can be pulled`
    }
  }
  await removeLeftovers()
  return undefined
}

/** Removes the containers of test runs that have ended without doing so; none where no engine answers. */
export const removeLeftovers = async (): Promise<void> => {
  let client: Awaited<ReturnType<typeof getContainerRuntimeClient>>
  try {
    client = await getContainerRuntimeClient()
  } catch {
    return
  }
  for (const { Id, Labels } of await client.container.list()) {
    const run = Labels[runLabel]
    if (run !== undefined && !isAlive(run)) {
      // By force, because it still runs. Another run may be about it too; a left-over is no reason not to test.
      await client.container
        .getById(Id)
        .remove({ v: true, force: true })
        .catch((error: unknown) => console.error(`a container of a killed test run stays: ${String(error)}`))
    }
  }
}

const isAlive = (run: string): boolean => {
  const [pid = '', started] = run.split(':')
  return processExists(Number(pid)) && startOf(Number(pid)) === started
}

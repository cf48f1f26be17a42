import { ensureBuilt } from '@papertape/dashboard/ensure-built'
import { findNatsServer } from '@papertape/embedded'
import { thisRun, whyNoDocker } from './docker-engine.ts'

/**
 * Decides once for a whole test run which servers it uses: containers where Docker can be used, else child processes.
 * `PAPERTAPE_TEST_SERVERS=docker|embedded` decides it from outside. Workers learn it from that same variable. The gateway
 * serves the dashboard as it is built, so that is made sure of here as well.
 */
export default async function setup(): Promise<void> {
  await ensureBuilt((line) => console.error(line))
  // Ryuk, the container that removes the others, is one image more to have; runs mark their containers instead.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true'
  process.env['PAPERTAPE_TEST_RUN'] ??= thisRun()
  const wanted = process.env['PAPERTAPE_TEST_SERVERS']
  if (wanted !== undefined && wanted !== 'docker' && wanted !== 'embedded') {
    throw new Error(`PAPERTAPE_TEST_SERVERS is ${wanted}, but must be docker or embedded`)
  }
  const why = wanted === 'embedded' ? 'PAPERTAPE_TEST_SERVERS says so' : await whyNoDocker()
  if (wanted === 'docker' && why !== undefined) throw new Error(`PAPERTAPE_TEST_SERVERS is docker, but ${why}`)
  process.env['PAPERTAPE_TEST_SERVERS'] = why === undefined ? 'docker' : 'embedded'
  if (why !== undefined) await findNatsServer((line) => console.error(line))
}

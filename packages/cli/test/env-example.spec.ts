import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { knownVariables } from '@papertape/service-kit'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const namesIn = (file: string, pattern: RegExp) =>
  [...new Set([...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([, name = '']) => name))].toSorted()

/** Set by ./papertape and the test runs for themselves; nobody else sets them. */
const internal = ['PAPERTAPE_HOME', 'PAPERTAPE_TEST_RUN']

it('.env.example lists every variable that is known, and no other', () => {
  const documented = namesIn('.env.example', /^#?([A-Z][A-Z_]+)=/gm)
  const others = ['DATABASE_URL', 'NATS_CORE_PASSWORD', 'NATS_URL', 'POSTGRES_PASSWORD']
  expect(documented).toEqual([...knownVariables.filter((name) => !internal.includes(name)), ...others].toSorted())
})

it('docker-compose.yml takes only variables that .env.example lists', () => {
  const documented = namesIn('.env.example', /^#?([A-Z][A-Z_]+)=/gm)
  expect(namesIn('docker-compose.yml', /\$\{([A-Z_]+)/g).filter((name) => !documented.includes(name))).toEqual([])
})

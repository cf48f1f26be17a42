import { defineConfig } from 'vitest/config'

const environment = 'node' as const
const globalSetup = './packages/testkit/src/global-setup.ts'
/**
 * Tests of real processes get a second try: on a machine that stands still for seconds a lease or a connection may lapse in
 * the middle of one. The report marks each that needed it.
 */
const retry = 1
const specs = (kind: string) => [`{packages,services}/*/{src,test}/**/*.${kind}.spec.ts`]

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          environment,
          name: 'unit',
          include: ['{packages,services}/*/{src,test}/**/*.spec.ts'],
          exclude: ['**/node_modules/**', '**/*.{int,e2e,fault}.spec.ts'],
        },
      },
      {
        test: {
          environment,
          globalSetup,
          name: 'int',
          retry,
          include: specs('int'),
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          environment,
          globalSetup,
          name: 'e2e',
          retry,
          include: specs('e2e'),
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          environment,
          globalSetup,
          name: 'fault',
          retry,
          include: specs('fault'),
          testTimeout: 240_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})

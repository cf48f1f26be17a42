import { defineConfig } from 'vitest/config'

const node = { environment: 'node' as const }

export default defineConfig({
  test: {
    projects: [
      { test: { ...node, name: 'unit', include: ['{packages,services}/*/{src,test}/**/*.{spec,prop.spec}.ts'], exclude: ['**/*.{int,e2e,fault}.spec.ts', '**/node_modules/**'] } },
      { test: { ...node, name: 'int', include: ['{packages,services}/*/test/**/*.int.spec.ts'], testTimeout: 60_000, hookTimeout: 120_000 } },
      { test: { ...node, name: 'e2e', include: ['{packages,services}/*/test/**/*.e2e.spec.ts'], testTimeout: 120_000, hookTimeout: 180_000 } },
      { test: { ...node, name: 'fault', include: ['{packages,services}/*/test/**/*.fault.spec.ts'], testTimeout: 600_000, hookTimeout: 180_000 } },
    ],
  },
})

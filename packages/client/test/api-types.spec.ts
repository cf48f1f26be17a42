import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { apiTypesPath, generatedText } from '../generate/generated-text.ts'

it('has the types of the gateway as it is (else: pnpm --filter @papertape/client generate)', {
  timeout: 60_000,
}, () => {
  expect(readFileSync(apiTypesPath, 'utf8') === generatedText()).toBe(true)
})

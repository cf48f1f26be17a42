import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { openApiOf } from '../src/api/openapi.ts'
import { operations } from '../src/api/operations/index.ts'

const document = openApiOf(operations)

describe('the OpenAPI document', () => {
  it('keeps every rule of the linter', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      // The contract writes four paths with a slash at their end.
      rules: { 'no-path-trailing-slash': 'off', 'no-ambiguous-paths': 'off' },
    })
    const problems = await lintFromString({
      source: JSON.stringify(document),
      absoluteRef: '/openapi.json',
      config,
    })
    expect(problems.map(({ ruleId, message, location: [at] }) => [ruleId, message, at?.pointer])).toEqual([])
  })
})

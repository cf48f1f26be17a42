import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { openApiOf } from '../src/api/openapi.ts'
import { operations } from '../src/api/operations/index.ts'

/** Rules that a place of the document breaks on purpose. */
const ON_PURPOSE = new Map([
  // The contract writes these with a slash.
  ['#/paths/~1api~1public~1paper-trading~1', 'no-path-trailing-slash'],
  ['#/paths/~1api~1public~1paper-trading~1summary~1', 'no-path-trailing-slash'],
  ['#/paths/~1api~1public~1paper-trading~1open-positions~1', 'no-path-trailing-slash'],
  ['#/paths/~1api~1public~1paper-trading~1performance~1', 'no-path-trailing-slash'],
  // No channel is called `retry`: their ids are made here.
  ['#/paths/~1api~1v1~1notifications~1{notification_id}~1retry', 'no-ambiguous-paths'],
  // It succeeds by becoming a WebSocket, with 101.
  ['#/paths/~1api~1v1~1stream/get/responses', 'operation-2xx-response'],
])

describe('the OpenAPI document', () => {
  it('keeps every rule of the linter', async () => {
    const problems = await lintFromString({
      source: JSON.stringify(openApiOf(operations)),
      absoluteRef: '/openapi.json',
      config: await createConfig({
        extends: ['recommended-strict'],
        // It would close the branches of a schema that are open on purpose; answers are checked closed below.
        rules: { 'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: true } },
      }),
    })
    const found = problems.map(({ ruleId, location: [at] }) => `${ruleId} ${at?.pointer}`)
    expect(found.toSorted()).toEqual([...ON_PURPOSE].map(([at, rule]) => `${rule} ${at}`).toSorted())
  })
})

import { describe, expect, it } from 'vitest'
import { createRouteTable } from '../src/http/route-table.ts'

const table = createRouteTable()
table.add('GET', '/api/v1/bots')
table.add('POST', '/api/v1/bots')
table.add('GET', '/api/v1/bots/:bot_id')
table.add('GET', '/')

describe('the methods of a path', () => {
  it.each([
    ['/api/v1/bots', ['GET', 'POST']],
    ['/api/v1/bots/', ['GET', 'POST']],
    ['/api/v1/bots/a%2Fb', ['GET']],
    ['/api/v1/bots/a/b', []],
    ['/apiXv1/bots', []],
    ['/', ['GET']],
  ])('%s', (path, methods) => {
    expect(table.allowed(path)).toEqual(methods)
  })
})

import type { z } from 'zod'
import type { FieldError } from './problem.ts'

type Issue = z.core.$ZodIssue

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const shown = (key: string): string => (key.length <= 80 ? key : `${key.slice(0, 80)}…`)

const ofIssue = (issue: Issue, what: 'field' | 'parameter'): FieldError[] => {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, shown(key)]),
      code: `unknown_${what}`,
      message: `there is no ${what} ${JSON.stringify(shown(key))} here`,
    }))
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined
  // A union fails with one list per branch; all our unions are "text or number", which one sentence says better.
  const message = issue.code === 'invalid_union' ? 'must be a decimal, as text or number' : issue.message
  return [
    {
      pointer: pointerOf(issue.path),
      code: missing ? 'missing' : issue.code,
      message: missing ? 'is required' : message,
    },
  ]
}

/** Each rule that a value breaks, by field. `what` names the kind of thing that a key is, for unknown ones. */
export const fieldErrorsOf = (error: z.ZodError, what: 'field' | 'parameter'): FieldError[] =>
  error.issues.flatMap((issue) => ofIssue(issue, what))

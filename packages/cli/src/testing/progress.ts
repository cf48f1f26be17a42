import { z } from 'zod'

const stepSchema = z.union([
  z.object({ planned: z.array(z.string()) }),
  z.object({ ended: z.string(), state: z.string() }),
  z.object({ file: z.string(), test: z.string(), state: z.string() }),
])
type Step = z.infer<typeof stepSchema>

/** How far a test run has come. */
export type Progress = {
  /** Tests. */
  passed: number
  /** Tests, and files that failed without one: such as cannot even be loaded. */
  failed: number
  /** Files that have not ended, those that have begun first, with the tests that were on their way. */
  notEnded: { file: string; tests: string[] }[]
}

/** What the steps come to that the reporter of the test kit wrote down; a last line that is cut off does not count. */
export const progressOf = (text: string): Progress => {
  const steps = text.split('\n').flatMap(readStep)
  const tests = steps.filter((step) => 'test' in step)
  const ended = steps.filter((step) => 'ended' in step)
  const failedTests = tests.filter(({ state }) => state === 'failed')
  const withFailures = new Set(failedTests.map(({ file }) => file))
  const brokenFiles = ended.filter((step) => step.state === 'failed' && !withFailures.has(step.ended))
  const endedFiles = new Set(ended.map((step) => step.ended))
  const underWay = (file: string) => {
    const own = tests.filter((step) => step.file === file)
    const over = new Set(own.filter(({ state }) => state !== 'begun').map(({ test }) => test))
    return own.filter(({ test }) => !over.has(test)).map(({ test }) => test)
  }
  const notEnded = steps
    .flatMap((step) => ('planned' in step ? step.planned : []))
    .filter((file) => !endedFiles.has(file))
    .map((file) => ({ file, tests: underWay(file) }))
  return {
    passed: tests.filter(({ state }) => state === 'passed').length,
    failed: failedTests.length + brokenFiles.length,
    notEnded: notEnded.toSorted((a, b) => b.tests.length - a.tests.length),
  }
}

const readStep = (line: string): Step[] => {
  try {
    return [stepSchema.parse(JSON.parse(line))]
  } catch {
    return [] // the reporter died in the middle of it
  }
}

import { appendFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule, TestSpecification } from 'vitest/node'

/**
 * Writes down how a test run goes, a line of JSON for each step, to the file that `TEST_PROGRESS` names. The run may be
 * ended at any moment by `./papertape test`, which then learns from there what had passed and what had not ended.
 */
export default class ProgressReporter implements Reporter {
  readonly #file = process.env['TEST_PROGRESS']

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#write({ planned: specifications.map(({ moduleId }) => pathOf(moduleId)) })
  }

  onTestCaseReady({ module, fullName }: TestCase): void {
    this.#write({ file: pathOf(module.moduleId), test: fullName, state: 'begun' })
  }

  /** Once for each test, after its last try. */
  onTestCaseResult(test: TestCase): void {
    this.#write({ file: pathOf(test.module.moduleId), test: test.fullName, state: test.result().state })
  }

  onTestModuleEnd(module: TestModule): void {
    this.#write({ ended: pathOf(module.moduleId), state: module.state() })
  }

  #write(step: object): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(step)}\n`)
  }
}

const pathOf = (moduleId: string): string => relative(process.cwd(), moduleId)

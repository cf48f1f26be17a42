import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULES, settingsOf } from '../src/index.ts'
import { COOLDOWN_SECONDS, DWELL_SECONDS, RECOVERY_MARGIN_PCT } from '../src/settings.ts'

const folder = join(import.meta.dirname, '../../../docs/alarms')
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const pageOf = (type: string): string => `${type.toLowerCase().replaceAll('_', '-')}.md`
const WORDS = { at_least: 'at or above', above: 'above', below: 'below' } as const

describe.each(RULES.map((rule) => ({ type: rule.type, rule })))('the page of $type', ({ type, rule }) => {
  const page = read(pageOf(type))

  it('gives the defaults that hold', () => {
    const expected = settingsOf(rule, []).thresholds.map(
      ({ level, threshold }) => `| ${level} | ${WORDS[rule.direction]} ${threshold}${rule.unit} |`,
    )
    expect(page.match(/^\| (INFO|WARNING|CRITICAL|EMERGENCY) .*$/gm)).toEqual(expected)
  })

  it('names its figure and its sample, and says what it means, how it is computed, what to do and how to change it', () => {
    expect(page).toContain(`# ${type}\n`)
    expect(page).toContain(`\`${rule.figure}\``)
    for (const head of ['How it is computed', 'What to do', 'How to change it'])
      expect(page).toContain(`\n## ${head}\n`)
    if (rule.sample !== undefined) {
      expect(page).toMatch(new RegExp(`Below ${rule.sample.min} ${rule.sample.of.replace('_', ' ')}`))
    }
  })
})

describe('the pages', () => {
  it('are one per alarm and a list of all', () => {
    const pages = RULES.map(({ type }) => pageOf(type))
    expect(readdirSync(folder).toSorted()).toEqual([...pages, 'README.md'].toSorted())
    for (const { type } of RULES) expect(read('README.md')).toContain(`| [${type}](${pageOf(type)}) |`)
  })

  it('give margin, dwell and cooldown as they are', () => {
    const list = read('README.md')
    expect(list).toContain(`recovery margin (${RECOVERY_MARGIN_PCT} % of the threshold)`)
    expect(list).toContain(`the dwell (${DWELL_SECONDS} s)`)
    expect(list).toContain(`less than ${COOLDOWN_SECONDS / 60} minutes ago`)
  })
})

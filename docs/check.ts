import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Checks what the documents promise: every relative link leads to a file, every decision record has its head and a number
// of its own. Run by `pnpm run docs`.

const root = join(import.meta.dirname, '..')
const faults: string[] = []

const documents = globSync('**/*.md', {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|\.papertape)(\/|$)/.test(path),
})
for (const document of documents) {
  const text = readFileSync(join(root, document), 'utf8').replaceAll(/```[\s\S]*?```/g, '')
  for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target) || target.startsWith('#')) continue
    const path = join(root, dirname(document), target.replace(/#.*/, ''))
    if (!existsSync(path)) faults.push(`${document}: the link ${target} leads nowhere`)
  }
}

const numbers = new Map<string, string>()
for (const decision of globSync('docs/decisions/*.md', { cwd: root })) {
  if (decision.endsWith('/README.md')) continue
  const number = /\/(\d{3})-[a-z0-9-]+\.md$/.exec(decision)?.[1]
  if (number === undefined) {
    faults.push(`${decision}: the name is not NNN-title.md`)
    continue
  }
  const other = numbers.get(number)
  if (other !== undefined) faults.push(`${decision}: has the number of ${other}`)
  numbers.set(number, decision)
  const text = readFileSync(join(root, decision), 'utf8')
  for (const part of ['Context', 'Decision', 'Consequences']) {
    if (!new RegExp(`^#+ ${part}`, 'm').test(text)) faults.push(`${decision}: has no part "${part}"`)
  }
  if (!/^\**status\**:/im.test(text)) faults.push(`${decision}: has no line "Status: …"`)
}

if (documents.length === 0) faults.push('there are no documents, which cannot be')
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1

import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = join(import.meta.dirname, '..')

/** A program of a doc comment or of the README. */
export type Example = { name: string; text: string }

const blocksOf = (text: string): string[] =>
  [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)

/** The text of each doc comment, without its stars. */
const commentsOf = (source: string): string[] =>
  [...source.matchAll(/\/\*\*\n([\s\S]*?)\n\s*\*\//g)].map(([, body = '']) => body.replaceAll(/^\s*\* ?/gm, ''))

/** Every example that this package shows. */
export const examples = (): Example[] =>
  ['README.md', ...globSync('src/**/*.ts', { cwd: here }).toSorted()].flatMap((file) => {
    const source = readFileSync(join(here, file), 'utf8')
    const blocks = file.endsWith('.md') ? blocksOf(source) : commentsOf(source).flatMap(blocksOf)
    return blocks.map((text, index) => ({ name: `${file.replaceAll(/[/.]/g, '-')}-${index + 1}`, text }))
  })

/** Where examples become programs: within the package, so that its name leads to its own sources. */
const folder = join(here, 'test/dist/examples')

/** Writes examples as programs with other addresses in them, and answers where. */
export const writeExamples = (all: readonly Example[], replaced: Readonly<Record<string, string>>): string[] => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const config = { extends: '../../../../../tsconfig.json', include: ['*.ts'], exclude: [] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  return all.map(({ name, text }) => {
    const path = join(folder, `${name}.ts`)
    const program = Object.entries(replaced).reduce((so, [from, to]) => so.replaceAll(from, to), text)
    // The flags that a module needs where nothing else makes it one.
    writeFileSync(path, `${program}\nexport {}\n`)
    return path
  })
}

/** What compiles them all. */
export const examplesProject = join(folder, 'tsconfig.json')

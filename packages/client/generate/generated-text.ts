import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { renderApi } from './render-api.ts'

const root = join(import.meta.dirname, '../../..')
const TEXT_BYTES_MAX = 64 * 1024 * 1024

/** The gateway's own document. It is built in a process of its own: packages know nothing of services. */
const openApi = (): Parameters<typeof renderApi>[0] => {
  const { href: api } = pathToFileURL(join(root, 'services/gateway/src/api'))
  const program = `
    import { openApiOf } from '${api}/openapi.ts'
    import { operations } from '${api}/operations/index.ts'
    process.stdout.write(JSON.stringify(openApiOf(operations)))`
  const args = ['--input-type=module', '--eval', program]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: TEXT_BYTES_MAX }))
}

/** Where the generated types are kept. */
export const apiTypesPath = join(import.meta.dirname, '../src/api-types.ts')

/** The types as they have to be now, formatted like all other code. */
export const generatedText = (): string =>
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', `--stdin-file-path=${apiTypesPath}`], {
    cwd: root,
    encoding: 'utf8',
    input: renderApi(openApi()),
    maxBuffer: TEXT_BYTES_MAX,
  })

import { fileURLToPath } from 'node:url'

/** The folder `.papertape` of this clone: everything the project fetches or makes for itself lies in it. */
export const homeDir: string = fileURLToPath(new URL('../../../.papertape', import.meta.url))

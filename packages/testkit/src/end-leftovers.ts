import { removeLeftovers } from './docker-engine.ts'

// Run by `./papertape test` when it had to end a test run: child processes go with that run, containers do not.
await removeLeftovers()

import { ensureBuilt } from './ensure-built.ts'

// `pnpm --filter @papertape/dashboard build`: what ./papertape does by itself before it serves the dashboard.
await ensureBuilt((line) => console.log(line))

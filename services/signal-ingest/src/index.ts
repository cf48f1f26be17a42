export { type Ingest, startIngest } from './ingest.ts'

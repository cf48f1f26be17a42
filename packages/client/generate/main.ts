import { writeFileSync } from 'node:fs'
import { apiTypesPath, generatedText } from './generated-text.ts'

// Writes src/api-types.ts anew; test/api-types.spec.ts tells when that has to be done.
writeFileSync(apiTypesPath, generatedText())

export * from './tear-sheet.ts'

import type { Command } from './command.ts'

type Entry = { summary: string; load: () => Promise<Command> }

/** Every command, in the order in which the overview shows them. */
export const commands: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  [
    'up',
    { summary: 'run the whole system until Ctrl-C', load: async () => (await import('./up/up-command.ts')).upCommand },
  ],
  [
    'demo',
    {
      summary: 'the same, fed with recorded prices and demo bots',
      load: async () => (await import('./demo/demo-command.ts')).demoCommand,
    },
  ],
  [
    'replay',
    {
      summary: 'push recorded signals and prices through the running system',
      load: async () => (await import('./replay/replay-command.ts')).replayCommand,
    },
  ],
  [
    'rebuild',
    {
      summary: 'grow the projections again from the ledger, or compare',
      load: async () => (await import('./rebuild/rebuild-command.ts')).rebuildCommand,
    },
  ],
  [
    'analyze',
    {
      summary: 'the figures of any track record in CSV or JSON',
      load: async () => (await import('./analyze/analyze-command.ts')).analyzeCommand,
    },
  ],
  [
    'integrator',
    {
      summary: 'let others publish signals over NATS, each in an account of its own',
      load: async () => (await import('./integrator/integrator-command.ts')).integratorCommand,
    },
  ],
  [
    'status',
    {
      summary: 'tell how the running system is',
      load: async () => (await import('./status-command.ts')).statusCommand,
    },
  ],
  [
    'test',
    { summary: 'run every test, unit to browser', load: async () => (await import('./test-command.ts')).testCommand },
  ],
  [
    'doctor',
    { summary: 'check what the system needs', load: async () => (await import('./doctor-command.ts')).doctorCommand },
  ],
])

export const overview = (): string =>
  [
    'Usage: ./papertape <command> [options]',
    '',
    ...[...commands].map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`),
    '',
    '`./papertape <command> --help` tells the options of a command.',
  ].join('\n')

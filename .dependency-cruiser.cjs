// The boundaries of docs/ARCHITECTURE.md, checked by `pnpm run boundaries`. packages/testkit/test/checkers.spec.ts plants
// violations of them, because a checker that sees no modules is content with everything.
const pure = '^packages/(money|paper-engine|metrics|risk|report)/src/'
const anyTest = '(^|/)test/|\\.spec\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-stays-pure',
      comment: 'Pure packages import each other and events alone: no clock, no I/O, no framework.',
      severity: 'error',
      from: { path: pure },
      to: { pathNot: '^packages/(money|paper-engine|metrics|risk|report|events)/' },
    },
    {
      name: 'analysis-opens-nothing',
      comment: 'It reads what it is given; files, clocks and terminals belong to the command line.',
      severity: 'error',
      from: { path: '^packages/analysis/src/' },
      to: { pathNot: '^packages/(analysis|metrics|money)/|/node_modules/(@types/)?papaparse/|^(node:)?stream$' },
    },
    {
      name: 'events-knows-money-and-zod',
      comment: 'The catalogue of events is read by everyone and reads nobody; ids are hashes, hence node:crypto.',
      severity: 'error',
      from: { path: '^packages/events/src/' },
      to: { pathNot: '^packages/(events|money)/|/node_modules/zod/|^(node:)?crypto$' },
    },
    {
      name: 'adapters-know-no-business',
      comment: 'tape and store carry events; what they mean is decided elsewhere.',
      severity: 'error',
      from: { path: '^packages/(tape|store)/src/' },
      to: { path: '^packages/(?!tape/|store/|events/|money/)' },
    },
    {
      name: 'adapters-apart',
      comment: 'The ledger and the projection know nothing of each other.',
      severity: 'error',
      from: { path: '^packages/(tape|store)/src/' },
      to: { path: '^packages/(tape|store)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'services-apart',
      comment: 'Services meet in the ledger only.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-under-services',
      comment: 'A package is used by services, never the other way round; the command line starts them as processes.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^services/' },
    },
    {
      name: 'only-tests-use-testkit',
      comment: 'What is shipped must not need what is only for tests.',
      severity: 'error',
      from: { path: '^(packages|services)/[^/]+/src/', pathNot: `^packages/testkit/|${anyTest}` },
      to: { path: '^packages/testkit/|/node_modules/(vitest|fast-check|testcontainers)/' },
    },
    {
      name: 'through-the-front-door',
      comment: 'Another package is reached by its exports, not by a path into it.',
      severity: 'error',
      from: { path: '^(packages|services)/([^/]+)/' },
      to: { path: '^(packages|services)/([^/]+)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'client-stands-alone',
      comment: 'It is published by itself and runs in browsers: nothing of this project, of Node or of others.',
      severity: 'error',
      from: { path: '^packages/client/src/' },
      to: { pathNot: '^packages/client/src/|/node_modules/@nats-io/nats-core/' },
    },
    {
      name: 'client-takes-types-of-nats',
      comment: 'Who publishes to NATS brings a connection; nobody else has to install it.',
      severity: 'error',
      from: { path: '^packages/client/src/' },
      to: { path: '@nats-io/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'dashboard-talks-through-the-client',
      comment: 'It is a program of a browser: all it knows of the system it hears from a gateway.',
      severity: 'error',
      from: { path: '^packages/dashboard/src/' },
      to: { pathNot: '^packages/(dashboard|client)/src/|/node_modules/(preact|@preact/signals|uplot)/' },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)node_modules/(?!\\.pnpm|zod|vitest)|/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
}

// The arrows of the house: which part may import which. Every rule says what to do instead.

const server = '^packages/server/src/';
const storePort = `${server}store/(store|schema)\\.ts$`;
const storeAdapters = `${server}store/(sqlite|postgres)/`;
// Everything of ours that is not below; node_modules and Node's own modules have rules of their own.
const ours = '^(packages|bench|tests|test-support|scripts)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or a third one is missing below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing: remove it or use it.',
      severity: 'error',
      from: { orphan: true, path: '^packages/[^/]+/src/', pathNot: '(\\.d\\.ts|/(index|main)\\.ts)$' },
      to: {},
    },
    {
      name: 'not-unresolvable',
      comment: 'Nothing is found under this name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'source-not-to-tests',
      comment: 'What is shipped does not import what tests it.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { path: '^(packages/[^/]+/test|tests|test-support|bench|scripts)/' },
    },
    {
      name: 'source-not-to-dev-dependencies',
      comment: 'What the source imports belongs into the dependencies of its own package.json.',
      severity: 'error',
      from: { path: '^packages/(core|server|client|cli)/src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm', 'npm-optional', 'npm-peer', 'type-only'],
      },
    },
    {
      name: 'core-imports-nothing-of-ours',
      comment: 'Core is the lowest floor.',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { path: ours, pathNot: '^packages/core/src/' },
    },
    {
      name: 'core-without-node',
      comment: 'Core does no I/O and runs in the browser too.',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-with-three-packages',
      comment: 'Core may use tldts, tr46 and ipaddr.js; another one is a decision for an ADR.',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(@types/)?(tldts|tr46|ipaddr\\.js)/' },
    },
    {
      name: 'core-by-its-door',
      comment: 'Other packages import @wicketgate/core, not a file inside it.',
      severity: 'error',
      from: { path: '^(packages|bench)/', pathNot: '^packages/core/' },
      to: { path: '^packages/core/', pathNot: '^packages/core/src/index\\.ts$' },
    },
    {
      name: 'server-to-core-only',
      comment: 'Of our other packages the server imports core.',
      severity: 'error',
      from: { path: server },
      to: { path: ours, pathNot: '^packages/(server|core)/src/' },
    },
    {
      name: 'platform-below-all',
      comment: 'Clock, logger, secrets: process-wide things without a domain. They import core at most.',
      severity: 'error',
      from: { path: `${server}platform/` },
      to: { path: server, pathNot: `${server}platform/` },
    },
    {
      name: 'store-above-platform',
      comment: 'The store knows core and the platform below it; keys and clocks are handed to it.',
      severity: 'error',
      from: { path: `${server}store/` },
      to: { path: server, pathNot: `${server}(store|platform)/` },
    },
    {
      name: 'adapters-apart',
      comment: 'What both engines share lies above them, in store/.',
      severity: 'error',
      from: { path: `${server}store/(sqlite|postgres)/` },
      to: { path: storeAdapters, pathNot: `${server}store/$1/` },
    },
    {
      name: 'http-below-features',
      comment: 'http/ serves every feature and knows none; of the store it sees the port.',
      severity: 'error',
      from: { path: `${server}http/` },
      to: { path: server, pathNot: [`${server}(http|platform)/`, storePort] },
    },
    {
      name: 'feature-not-to-feature',
      comment:
        'A feature imports core, the store port, http/ and platform/. What it needs of another one, app.ts passes.',
      severity: 'error',
      from: { path: `${server}(?!store/|http/|platform/)([^/]+)/` },
      to: { path: `${server}[^/]+/`, pathNot: [`${server}($1|http|platform|store)/`] },
    },
    {
      name: 'feature-to-store-port-only',
      comment: 'A feature imports store/store.ts and store/schema.ts, never an adapter or its tools.',
      severity: 'error',
      from: { path: `${server}(?!store/|platform/)[^/]+/` },
      to: { path: `${server}store/`, pathNot: storePort },
    },
    {
      name: 'only-app-wires',
      comment:
        'Files in a folder do not import those above them: app.ts imports features, not the other way.',
      severity: 'error',
      from: { path: `${server}[^/]+/` },
      to: { path: `${server}[^/]+\\.ts$` },
    },
    {
      name: 'main-imports-no-feature',
      comment: 'main.ts reads the process and hands it to the files beside it.',
      severity: 'error',
      from: { path: `${server}main\\.ts$` },
      to: { path: `${server}[^/]+/`, pathNot: `${server}platform/` },
    },
    {
      name: 'console-to-client-and-core',
      comment:
        'The console lives on the public API alone: the typed client, and core for checks while typing.',
      severity: 'error',
      from: { path: '^packages/console/src/' },
      to: { path: ours, pathNot: ['^packages/(console|client|core)/src/', 'node_modules/'] },
    },
    {
      name: 'widget-alone',
      comment: 'The widget is a guest without luggage: types only, no package, nothing of ours.',
      severity: 'error',
      from: { path: '^packages/widget/src/' },
      to: { pathNot: '^packages/widget/src/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.d.ts', '.json', '.css'],
    },
  },
};

import { ensureInstalled } from './ensure-installed.mjs';
import { runPinned } from './run-pinned.mjs';

// npm test                 every check, then every test
// npm test -- <path…>      only these test files or folders, no checks
// npm run check            only the checks
ensureInstalled();
const { build } = await import('./build.mjs');
await build();
runPinned(['test-support/run-tests.ts', ...process.argv.slice(2)]);

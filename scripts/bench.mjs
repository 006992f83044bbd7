import { ensureInstalled } from './ensure-installed.mjs';
import { runPinned } from './run-pinned.mjs';

ensureInstalled();
const { build } = await import('./build.mjs');
await build();
runPinned(['bench/main.ts', ...process.argv.slice(2)]);

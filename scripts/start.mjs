import { ensureInstalled } from './ensure-installed.mjs';
import { runPinned } from './run-pinned.mjs';

ensureInstalled();
// Only now, because it imports what the install brings.
const { build } = await import('./build.mjs');
await build();
runPinned(['packages/server/src/main.ts'], {
  DEMO: process.env.DEMO ?? '1',
  // A terminal to look at, not a log to collect: LOG_LEVEL=info shows every request.
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
});

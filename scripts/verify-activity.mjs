import { ensureInstalled } from './ensure-installed.mjs';
import { runPinned } from './run-pinned.mjs';

ensureInstalled();
runPinned(['packages/server/src/verify-activity.ts', ...process.argv.slice(2)]);

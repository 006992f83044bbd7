import { ensureInstalled } from './ensure-installed.mjs';
import { runPinned } from './run-pinned.mjs';

ensureInstalled();
runPinned(['scripts/mint-admin-token.ts']);

// `npm run screenshots`: every page of the console on a server with something to show, for the README and for looking at.
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runPinned } from './run-pinned.mjs';

ensureInstalled();
await build();
runPinned(['tests/screenshots/take-screenshots.ts', ...process.argv.slice(2)]);

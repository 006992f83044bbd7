import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pinnedNode, root } from './ensure-installed.mjs';

const parentWatchMs = 500;

/**
 * Runs a file on the pinned Node and ends this process as that one ended: same exit code, or 128 + signal.
 *
 * @param {string[]} args the file, relative to the repository's root, and its arguments
 * @param {Record<string, string>} [env] added to this process's environment
 */
export function runPinned(args, env = {}) {
  const child = spawn(pinnedNode, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; passing it on would look like an impatient second one.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  if (process.env.npm_lifecycle_event) onOrphaned(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

// `kill` on a running `npm start` reaches npm and its shell, but the shell does not pass it on: without this
// the server would live on and hold its port.
function onOrphaned(stop) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, parentWatchMs);
  watch.unref();
}

import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what the usual systems choose from by themselves: nobody gets such a port who did not ask for it. */
const FIRST = 10_000;
const COUNT = 20_000;
/** For one process; the demo's site takes the port after that of its server. */
const STEP = 2;
const OF_A_PROCESS = 64;

let asked = 0;

/**
 * For a server that must know its own address before it listens. Until then the port is nobody's; other suites, which run
 * meanwhile, look elsewhere.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + ((process.pid * OF_A_PROCESS + STEP * asked++) % COUNT);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const listens = new Promise<boolean>((answer) => {
    probe.once('listening', () => answer(true)).once('error', () => answer(false));
  });
  probe.listen(port, '127.0.0.1');
  if (!(await listens)) return false;
  probe.close();
  await once(probe, 'close');
  return true;
}

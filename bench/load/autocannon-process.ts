import { readFile } from 'node:fs/promises';
import autocannon from 'autocannon';
import type { Load } from './volley.ts';

const load = JSON.parse(process.argv[2] as string) as Load;
const calls = (await readFile(load.callFile, 'utf8')).trimEnd().split('\n');
let position = -1;

const result = await autocannon({
  url: `http://127.0.0.1:${load.port}`,
  connections: load.connections,
  duration: Math.max(1, Math.round(load.durationMs / 1000)),
  requests: [
    {
      method: load.form === 'body' ? 'POST' : 'GET',
      path: load.path,
      setupRequest: (request) => {
        position = (position + 1) % calls.length;
        const [token, origin] = (calls[position] as string).split(' ') as [string, string];
        return load.form === 'body'
          ? {
              ...request,
              headers: { authorization: `Bearer ${load.callerToken}`, 'content-type': 'application/json' },
              body: JSON.stringify({ key: token, origin }),
            }
          : { ...request, headers: { authorization: `Bearer ${token}`, origin } };
      },
    },
  ],
});

const volley = {
  requests: result.requests.total,
  failures: result.non2xx + result.errors + result.timeouts,
  requestsPerSecond: result.requests.total / result.duration,
  p50Ms: result.latency.p50,
  p99Ms: result.latency.p99,
};
console.log(`VOLLEY ${JSON.stringify(volley)}`);

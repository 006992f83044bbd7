import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startInstance, type TestInstance } from './support/test-instance.ts';

interface Logged {
  readonly level: string;
  readonly msg: string;
  readonly method: string;
  readonly route: string | null;
  readonly status: number;
  readonly durationMs: number;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** What is asked, and the one line that it leaves. */
const REQUESTS: readonly [
  reason: string,
  request: [method: string, path: string, init?: { headers?: Record<string, string>; body?: string }],
  line: { route: string | null; status: number } | null,
][] = [
  ['an answer', ['GET', '/api/v1/openapi.json'], { route: '/api/v1/openapi.json', status: 200 }],
  ['an answer to HEAD', ['HEAD', '/api/v1/openapi.json'], { route: '/api/v1/openapi.json', status: 200 }],
  [
    'a refusal before the route is run',
    ['GET', '/api/v1/chatbots'],
    { route: '/api/v1/chatbots', status: 401 },
  ],
  ['a refusal of a frequent call', ['GET', '/widget/config'], { route: '/widget/config', status: 401 }],
  ['the same by HEAD', ['HEAD', '/widget/config'], { route: '/widget/config', status: 401 }],
  ['a frequent success leaves none', ['GET', '/healthz'], null],
  ['an address that there is not', ['GET', '/nowhere'], { route: null, status: 404 }],
  ['a method that there is not', ['DELETE', '/widget/config'], { route: null, status: 405 }],
  [
    'a broken body for an address that there is not',
    ['POST', '/nowhere', { headers: JSON_TYPE, body: '{' }],
    { route: null, status: 400 },
  ],
];

describe('the log of requests', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await startInstance('sqlite');
  });
  after(() => instance.close());

  for (const [reason, [method, path, init = {}], expected] of REQUESTS) {
    it(reason, async () => {
      const before = instance.log.length;
      const answer = await fetch(`${instance.url}${path}`, { method, ...init });
      await answer.arrayBuffer();
      // The line is written once the answer is out, which may be a moment after it has arrived.
      for (let turn = 0; turn < 100 && expected !== null && linesSince(before).length === 0; turn += 1) {
        await new Promise(setImmediate);
      }
      const lines = linesSince(before);
      assert.deepEqual(
        lines.map(({ route, status }) => ({ route, status })),
        expected === null ? [] : [expected],
      );
      for (const line of lines) {
        assert.equal(line.method, method);
        assert.ok(line.durationMs >= 0 && line.durationMs < 60_000, String(line.durationMs));
      }
    });
  }

  function linesSince(count: number): Logged[] {
    return instance.log
      .slice(count)
      .join('')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Logged)
      .filter(({ level, msg }) => level !== 'debug' && msg === 'request');
  }
});

import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createClient, dataOf, ProblemError } from '../src/index.ts';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const problem = {
  type: 'https://wicketgate.example/problems/not_found',
  title: 'Not found',
  status: 404,
  detail: 'There is no such chatbot.',
  code: 'not_found',
  requestId: 'req_1',
};

describe('the typed client', () => {
  let server: Server;
  let baseUrl: string;
  let answer: Answer;
  let seen: IncomingMessage;
  before(async () => {
    server = createServer((request, response) => {
      seen = request;
      response.writeHead(answer.status, { 'content-type': answer.type, 'x-request-id': 'req_9' });
      response.end(answer.body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => new Promise((done) => server.close(done)));

  it('gives the data of a 2xx answer', async () => {
    answer = { status: 200, type: 'application/json', body: '{"data":[],"nextCursor":null}' };
    const page = await dataOf(createClient({ baseUrl }).GET('/api/v1/chatbots'));
    assert.deepEqual(page, { data: [], nextCursor: null });
  });

  it('sends the key, and the organization as it is at the time of each call', async () => {
    answer = { status: 200, type: 'application/json', body: '{"data":[],"nextCursor":null}' };
    let organization: string | undefined;
    const client = createClient({ baseUrl, key: 'cb_sk_test_x', organizationId: () => organization });
    await client.GET('/api/v1/chatbots');
    assert.equal(seen.headers.authorization, 'Bearer cb_sk_test_x');
    assert.equal(seen.headers['x-wicketgate-organization'], undefined);
    organization = 'org_2';
    await client.GET('/api/v1/chatbots');
    assert.equal(seen.headers['x-wicketgate-organization'], 'org_2');
  });

  const refusals: [why: string, answer: Answer, expected: object][] = [
    [
      'a problem document is handed over as it is',
      { status: 404, type: 'application/problem+json; charset=utf-8', body: JSON.stringify(problem) },
      problem,
    ],
    [
      'the page of a proxy in between becomes a problem, with the request id if there is one',
      { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' },
      { status: 502, code: 'unexpected_answer', requestId: 'req_9' },
    ],
    [
      'JSON that is no problem document becomes one',
      { status: 500, type: 'application/problem+json', body: '[]' },
      { status: 500, code: 'unexpected_answer' },
    ],
  ];
  for (const [why, refused, expected] of refusals) {
    it(why, async () => {
      answer = refused;
      const call = createClient({ baseUrl }).GET('/api/v1/chatbots/{id}', {
        params: { path: { id: 'bot_1' } },
      });
      const { error } = await call;
      assert.partialDeepStrictEqual(error, expected);
    });
  }

  it('dataOf throws the problem', async () => {
    answer = { status: 404, type: 'application/problem+json', body: JSON.stringify(problem) };
    const call = dataOf(createClient({ baseUrl }).GET('/api/v1/chatbots'));
    await assert.rejects(
      call,
      (error) => error instanceof ProblemError && error.problem.requestId === 'req_1',
    );
  });

  it('rejects when no answer comes', async () => {
    const call = createClient({ baseUrl: 'http://127.0.0.1:1' }).GET('/api/v1/chatbots');
    await assert.rejects(call, TypeError);
  });
});

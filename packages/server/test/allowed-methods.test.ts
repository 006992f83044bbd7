import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertProblem } from './support/assert-problem.ts';
import { readOperations } from './support/operations.ts';
import { startInstance, type TestInstance } from './support/test-instance.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe('a method that an address does not know', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await startInstance('sqlite');
  });
  after(() => instance.close());

  const operations = readOperations();
  for (const path of new Set(operations.map((operation) => operation.path))) {
    // One address may fit two paths: /invitations/acceptance is also an /invitations/{id}.
    const fitting = operations.filter((operation) => patternOf(operation.path).test(path));
    const known = new Set(fitting.map(({ method }) => method));
    it(`${path}: is told which ones it does know, also to who has no key`, async () => {
      const address = path.replaceAll(/\{\w+\}/g, 'some_1');
      for (const method of METHODS.filter((one) => !known.has(one))) {
        const answer = await instance.call(method, address, { key: null });
        assertProblem(answer, 'method_not_allowed');
        const allowed = new Set(answer.headers.get('allow')?.split(', '));
        assert.deepEqual(
          [...known].filter((one) => !allowed.has(one)),
          [],
          'every documented one is named',
        );
        assert.ok(!allowed.has(method));
      }
    });
  }

  it('an address that does not exist has none', async () => {
    for (const path of ['/', '/api/v1/nothing', '/api/v1/chatbots/bot_1/nothing', '/widget/nothing']) {
      const answer = await instance.call('PUT', path, { key: null });
      assertProblem(answer, 'not_found');
      assert.equal(answer.headers.get('allow'), null);
    }
  });
});

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ErrorCode } from '@wicketgate/core';
import { assertNoFault, assertNothingTold } from './support/assert-nothing-told.ts';
import { assertProblem } from './support/assert-problem.ts';
import { readOperations, sampleBody } from './support/operations.ts';
import { storedRows } from './support/stored-rows.ts';
import { ENGINES } from './support/test-instance.ts';
import { callAsIs, startTwoTenants, type TwoTenants } from './support/two-tenants.ts';

type Row = {
  text: (id: string, tenants: TwoTenants) => string;
  code?: ErrorCode;
  /** Good on an operation that is for everybody. */
  isOfOthers?: boolean;
};
/** @param prefix of the kind that the path names */
const wrongIds = (prefix: string): Record<string, Row> => ({
  'nothing at all': { text: () => '' },
  'a word': { text: () => 'nonsense' },
  'an id of nothing': { text: () => `${prefix}_00000000000000000000` },
  'U+0000': { text: () => '%00' },
  'our id with U+0000 behind it': { text: (id) => `${id}%00` },
  'our id with a space behind it': { text: (id) => `${id}%20` },
  'our id with a line break behind it, which $ in a pattern may let pass': { text: (id) => `${id}%0A` },
  'our id in the other case': { text: (id) => id.toUpperCase() },
  'a step up, encoded': { text: () => '%2e%2e' },
  'steps up with slashes, encoded': { text: () => '%2e%2e%2f%2e%2e%2fetc%2fpasswd' },
  'a quote and SQL': { text: () => `${prefix}_%27%20or%201=1--` },
  'a percent sign, which LIKE would take for anything': { text: () => `${prefix}_%25` },
  'text beyond ASCII': { text: () => `${prefix}_%C3%A9%F0%9F%98%80` },
  'a full-width digit, which some pattern classes take': { text: () => `${prefix}_%EF%BC%91` },
  '200 characters': { text: () => `${prefix}_${'a'.repeat(200)}` },
  'the name of a prototype': { text: () => '__proto__' },
  'bytes that are no UTF-8': { text: () => '%ff', code: 'bad_request' },
  'a broken percent encoding': { text: () => '%zz', code: 'bad_request' },
  'half of a surrogate pair as UTF-8': { text: () => '%ED%A0%80', code: 'bad_request' },
  "another tenant's": { text: (_, { theirs }) => theirs.ids[prefix] ?? `${prefix}_1`, isOfOthers: true },
  'of another kind': { text: (_, { ours }) => (prefix === 'dep' ? ours.ids.bot : ours.ids.dep) as string },
  "an API key's": { text: (_, { ours, theirs }) => (prefix === 'key' ? theirs : ours).apiKeyId },
});

const all = readOperations();
const operations = all.filter(({ parameters }) => parameters.some((p) => p.in === 'path'));

for (const engine of ENGINES) {
  describe(`an id in an address that is none, or not ours, is 404 and changes nothing, on ${engine}`, () => {
    let tenants: TwoTenants;
    let untouched: Record<string, readonly string[]>;
    before(async () => {
      tenants = await startTwoTenants(engine);
      untouched = await storedRows(tenants.instance);
    });
    after(() => tenants.instance.close());

    for (const operation of operations) {
      const parameter = operation.parameters.find((p) => p.in === 'path');
      const prefix = /^\^([a-z]+)_/.exec(parameter?.schema.pattern ?? '')?.[1] as string;
      const address = (id: string) => operation.path.replace(`{${parameter?.name}}`, id);
      it(`${operation.method} ${operation.path}`, async () => {
        const id = tenants.ours.ids[prefix] ?? `${prefix}_1`;
        for (const [reason, { text, code = 'not_found', isOfOthers }] of Object.entries(wrongIds(prefix))) {
          if (isOfOthers && operation.isPublic) continue;
          const target = address(text(id, tenants));
          const answer = await callAsIs(tenants, operation.method, target, sampleBody(operation));
          const { detail } = assertProblem(answer, code);
          assert.ok(!detail.includes(`${prefix}_`), `${reason}: told the id again`);
        }
        const rows = await storedRows(tenants.instance);
        assert.deepEqual(rows, untouched);
      });
    }

    it("an API key is no deployment's key, and the other way round", async () => {
      const { ids, apiKeyId } = tenants.ours;
      const crossed = [
        ['POST', `/api/v1/keys/${apiKeyId}/revocation`],
        ['POST', `/api/v1/keys/${apiKeyId}/reveal`],
        ['PATCH', `/api/v1/api-keys/${ids.key}`],
        ['POST', `/api/v1/api-keys/${ids.key}/rotations`],
        ['DELETE', `/api/v1/api-keys/${ids.key}`],
        ['DELETE', `/api/v1/api-keys/${tenants.theirs.apiKeyId}`],
      ] as const;
      for (const [method, target] of crossed) {
        assertProblem(
          await callAsIs(tenants, method, target, method === 'DELETE' ? undefined : {}),
          'not_found',
        );
      }
      assert.deepEqual(await storedRows(tenants.instance), untouched);
    });

    it("another visitor's conversation is 404 as much as one that never was", async () => {
      const { instance, ours } = tenants;
      const other = await instance.call('POST', '/widget/conversations', { key: ours.key });
      const path = `/widget/conversations/${other.json.conversation.id}/messages`;
      const body = { text: 'Hello', clientMessageId: '1' };
      const rows = await storedRows(instance);
      assertProblem(await callAsIs(tenants, 'GET', path, undefined), 'not_found');
      assertProblem(await callAsIs(tenants, 'POST', path, body), 'not_found');
      assert.deepEqual(await storedRows(instance), rows);
    });

    const lists = all.filter(
      ({ method, parameters }) => method === 'GET' && parameters.some(({ name }) => name === 'limit'),
    );
    const long = Buffer.from(`${'9'.repeat(15)}.bot_1`).toString('base64url');
    const wrongQueries: Record<string, string> = {
      'a limit that is no number': 'limit=abc',
      'a limit of none': 'limit=0',
      'a limit of nothing': 'limit=',
      'a negative limit': 'limit=-1',
      'more than the most': 'limit=1001',
      'a limit as a power': 'limit=1e2',
      'a fraction': 'limit=1.5',
      'a limit in hexadecimal': 'limit=0x10',
      'a limit in Arabic digits': 'limit=%D9%A3',
      'a limit with a space': 'limit=%201',
      'a limit with a line break': 'limit=1%0A',
      'two limits': 'limit=1&limit=2',
      'a cursor that is none': 'cursor=nonsense',
      'an empty cursor': 'cursor=',
      'a cursor with U+0000': 'cursor=%00',
      'a cursor of bytes that are no UTF-8': 'cursor=%ff%fe',
      'a cursor that decodes to SQL': `cursor=${Buffer.from("1.x' or 1=1--").toString('base64url')}`,
      'a cursor beyond every number': `cursor=${Buffer.from(`${'9'.repeat(40)}.bot_1`).toString('base64url')}`,
      'a cursor of 300 characters': `cursor=${'A'.repeat(300)}`,
      'two cursors': `cursor=${long}&cursor=${long}`,
    };
    for (const operation of lists) {
      const { path } = operation;
      const prefix = path.includes('chatbots/{id}') ? 'bot' : path.includes('webhooks') ? 'whk' : 'cnv';
      const target = () => path.replace('{id}', tenants.ours.ids[prefix] as string);
      it(`GET ${path}: a wrong query is refused`, async () => {
        for (const query of Object.values(wrongQueries)) {
          assertProblem(
            await callAsIs(tenants, 'GET', `${target()}?${query}`, undefined),
            'validation_failed',
          );
        }
        if (path.startsWith('/widget/')) return;
        const unknown = ['limits=1', 'LIMIT=1', 'limit[]=1', '__proto__=1', 'constructor=1', 'a=1&limit=1'];
        for (const query of unknown) {
          assertProblem(
            await callAsIs(tenants, 'GET', `${target()}?${query}`, undefined),
            'validation_failed',
          );
        }
        const beyond = await callAsIs(tenants, 'GET', `${target()}?cursor=${long}`, undefined);
        assert.equal(beyond.status, 200, `a cursor of no row is only a place in the order: ${beyond.body}`);
      });
    }

    it('no secret was logged, and nothing faulted', () => {
      const { instance, ours, theirs } = tenants;
      assertNothingTold(instance, [ours.key, theirs.key, ours.visitorToken, theirs.ownerKey]);
      assertNoFault(instance);
    });
  });
}

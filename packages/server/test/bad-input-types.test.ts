import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertNoFault, assertNothingTold } from './support/assert-nothing-told.ts';
import { assertProblem } from './support/assert-problem.ts';
import { type Operation, readOperations, sampleBody } from './support/operations.ts';
import { storedRows } from './support/stored-rows.ts';
import { ENGINES, type TestAnswer } from './support/test-instance.ts';
import { startTwoTenants, type TwoTenants } from './support/two-tenants.ts';
import { type WrongBody, wrongTypes } from './support/wrong-types.ts';

const operations = readOperations().filter(({ body }) => body !== undefined);

for (const engine of ENGINES) {
  describe(`bodies of a wrong shape are 422 and change nothing, on ${engine}`, () => {
    let tenants: TwoTenants;
    let untouched: Record<string, readonly string[]>;
    before(async () => {
      tenants = await startTwoTenants(engine);
      untouched = await storedRows(tenants.instance);
    });
    after(() => tenants.instance.close());

    const call = ({ method, path, parameters }: Operation, body: unknown): Promise<TestAnswer> => {
      const { instance, ours } = tenants;
      const pattern = parameters.find(({ name }) => name === 'id')?.schema.pattern ?? '';
      const id = path.startsWith('/api/v1/api-keys')
        ? ours.apiKeyId
        : (ours.ids[pattern.slice(1, 4)] ?? 'mbr_1');
      const isWidget = path.startsWith('/widget/');
      return instance.call(method, path.replace('{id}', id), {
        key: isWidget ? ours.key : ours.ownerKey,
        body: JSON.stringify(body),
        ...(isWidget ? { headers: { 'x-visitor-token': ours.visitorToken } } : {}),
      });
    };

    for (const operation of operations) {
      const cases = wrongTypes(operation.body ?? {}, sampleBody(operation) ?? {});
      it(`${operation.method} ${operation.path}: ${cases.length} wrong bodies`, async () => {
        const check = async ({ reason, body }: WrongBody) => {
          const answer = await call(operation, body);
          assert.equal(answer.status, 422, `${reason}: ${JSON.stringify(body)} answered ${answer.text}`);
          const { errors } = assertProblem(answer, 'validation_failed');
          assert.ok(errors.length > 0, `${reason}: no pointer`);
        };
        await Promise.all(cases.map(check));
        assert.deepEqual(await storedRows(tenants.instance), untouched);
      });
    }

    it('no secret was logged, and nothing faulted', () => {
      const { instance, ours } = tenants;
      assertNothingTold(instance, [ours.key, ours.visitorToken]);
      assertNoFault(instance);
    });
  });
}

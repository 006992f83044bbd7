import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import { addChatbot, deploy } from './support/deployed.ts';
import { holdable } from './support/held-store.ts';
import { startInstance, type TestInstance } from './support/test-instance.ts';

/** A row for each hour of each key, origin and answer: whoever asks for a month asks for all of them. */
const LARGE_TABLES = /"usage_(rollup|latency)"/;

describe('usage of a long time, where others would wait for it', () => {
  const throughRead: string[] = [];
  let instance: TestInstance;
  let deploymentId: string;
  before(async () => {
    const note: KyselyPlugin = {
      transformQuery: ({ node }) => {
        throughRead.push(JSON.stringify(node));
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    instance = await startInstance('sqlite', {
      behind: (store) => ({ ...holdable(store).store, read: store.read.withPlugin(note) }),
    });
    deploymentId = (await deploy(instance, await addChatbot(instance))).id;
  });
  after(() => instance.close());

  async function assertScanned(path: string): Promise<void> {
    throughRead.length = 0;
    const answer = await instance.call('GET', path);
    assert.equal(answer.status, 200, answer.text);
    assert.ok(throughRead.length > 0, 'what is small is read as ever');
    const large = throughRead.filter((text) => LARGE_TABLES.test(text));
    assert.deepEqual(large, []);
  }

  for (const path of ['?groupBy=key', '?groupBy=origin', '?groupBy=outcome&format=csv', '/latency?']) {
    for (const scope of ['', '&deployment']) {
      it(`GET /usage${path}${scope} is scanned, and nobody waits`, async () => {
        const query = scope === '' ? '' : `&deploymentId=${deploymentId}`;
        await assertScanned(`/api/v1/usage${path}${query}&interval=day`);
      });
    }
  }

  it('the drain meter is scanned: while a key retires there is a row for each minute', async () => {
    await assertScanned(`/api/v1/deployments/${deploymentId}/rotation`);
  });
});

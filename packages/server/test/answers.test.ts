import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, recorded } from './support/deployed.ts';
import { addOrganization, type SecondOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const entry = (question: string, answer: string) => ({ question, answer });

for (const engine of ENGINES) {
  describe(`answers on ${engine}`, () => {
    let instance: TestInstance;
    let other: SecondOrganization;
    let chatbotId: string;
    let path: string;
    before(async () => {
      instance = await startInstance(engine);
      other = await addOrganization(instance);
      chatbotId = await addChatbot(instance);
      path = `/api/v1/chatbots/${chatbotId}/answers`;
    });
    after(() => instance.close());

    const put = (answers: unknown): Promise<TestAnswer> => instance.call('PUT', path, { body: { answers } });

    it('replaces all, in the order given, and returns them as stored', async () => {
      assert.deepEqual((await instance.call('GET', path)).json, { answers: [] });
      const first = [
        entry('Öffnungszeiten?', 'Mo–Fr 9–17 🕘'),
        entry('  Price ', 'Ten\n\nEuro'),
        entry('Price', '12'),
      ];
      const answer = await put(first);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json, { answers: first });
      assert.deepEqual((await instance.call('GET', path)).json, { answers: first });
      const [event] = await recorded(instance, 'answers.replaced');
      assert.equal(event.target_id, chatbotId);
      assert.equal(event.detail.count, 3);
      await put([entry('Only', 'this')]);
      assert.deepEqual((await instance.call('GET', path)).json.answers, [entry('Only', 'this')]);
      await put([]);
      assert.deepEqual((await instance.call('GET', path)).json, { answers: [] });
    });

    it('takes 2,000 entries, and not one more', async () => {
      const most = Array.from({ length: 2_000 }, (_, index) => entry(`Question ${index}`, `Answer ${index}`));
      assert.equal((await put(most)).status, 200);
      assert.deepEqual((await instance.call('GET', path)).json.answers, most);
      assert.equal((await put([...most, entry('One', 'more')])).json.code, 'validation_failed');
      assert.equal((await instance.call('GET', path)).json.answers.length, 2_000);
    });

    for (const [why, answers] of [
      ['a question over 500 characters', [entry('x'.repeat(501), 'fine')]],
      ['an answer over 8,000 characters', [entry('fine', 'x'.repeat(8_001))]],
      ['an empty question', [entry('', 'fine')]],
      ['an answer of white space', [entry('fine', ' \n ')]],
      ['an unknown field', [{ ...entry('fine', 'fine'), html: true }]],
      ['a missing answer', [{ question: 'fine' }]],
      ['U+0000, which PostgreSQL cannot keep', [entry('fine', 'a\u0000b')]],
      ['something else than a list', { question: 'fine' }],
    ] as const) {
      it(`refuses ${why} and leaves what was`, async () => {
        await put([entry('Stays', 'here')]);
        const answer = await put(answers);
        assert.equal(answer.status, 422, answer.text);
        assert.equal(answer.json.code, 'validation_failed');
        assert.deepEqual((await instance.call('GET', path)).json.answers, [entry('Stays', 'here')]);
      });
    }

    it('lengths are in characters, not in UTF-16 units', async () => {
      assert.equal((await put([entry('🕘'.repeat(500), '🕘'.repeat(8_000))])).status, 200);
    });

    it('two replacements at once leave one of them whole', async () => {
      const sets = ['a', 'b', 'c'].map((name) =>
        Array.from({ length: 30 }, (_, index) => entry(`${name}${index}`, name)),
      );
      for (const answer of await Promise.all(sets.map(put))) assert.equal(answer.status, 200, answer.text);
      const { answers } = (await instance.call('GET', path)).json;
      assert.equal(answers.length, 30);
      assert.equal(new Set(answers.map(({ answer }: { answer: string }) => answer)).size, 1);
    });

    it('another organization neither reads nor replaces them', async () => {
      await put([entry('Private', 'indeed')]);
      for (const [method, options] of [
        ['GET', {}],
        ['PUT', { body: { answers: [] } }],
      ] as const) {
        const answer = await instance.call(method, path, { key: other.ownerKey, ...options });
        assert.equal(answer.json.code, 'not_found');
        assert.equal(answer.text.includes('indeed'), false);
      }
      assert.deepEqual((await instance.call('GET', path)).json.answers, [entry('Private', 'indeed')]);
    });

    it('needs the scope chatbots:write to replace, and read to see', async () => {
      const made = await instance.call('POST', '/api/v1/api-keys', {
        body: { label: 'Reader', scopes: ['read'] },
      });
      const key = made.json.key.secret;
      assert.equal((await instance.call('GET', path, { key })).status, 200);
      const refused = await instance.call('PUT', path, { key, body: { answers: [] } });
      assert.equal(refused.json.code, 'insufficient_scope');
    });
  });
}

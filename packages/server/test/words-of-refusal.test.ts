import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, deploy } from './support/deployed.ts';
import { startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

describe('what is said of a field that does not fit', () => {
  let instance: TestInstance;
  let chatbot: string;
  let deployment: string;
  before(async () => {
    instance = await startInstance('sqlite');
    const id = await addChatbot(instance);
    chatbot = `/api/v1/chatbots/${id}`;
    deployment = (await deploy(instance, id)).path;
  });
  after(() => instance.close());

  const patch = (path: string, body: object): Promise<TestAnswer> => instance.call('PATCH', path, { body });
  const launcher = (value: object): Promise<TestAnswer> => patch(deployment, { widget: { launcher: value } });

  const choices: readonly [name: string, ask: () => Promise<TestAnswer>, pointer: string, detail: string][] =
    [
      [
        'a word that is none of three',
        () => patch(chatbot, { identityMode: 'on' }),
        '/identityMode',
        'must be one of off, optional, required',
      ],
      [
        'a word that is none of two',
        () => launcher({ position: 'top' }),
        '/widget/launcher/position',
        'must be one of left, right',
      ],
      [
        'a word of a query',
        () => instance.call('GET', '/api/v1/usage?groupBy=keys'),
        '/groupBy',
        'must be one of key, origin, outcome, route',
      ],
      [
        'the kind of a restriction',
        () =>
          instance.call('POST', '/api/v1/api-keys', {
            body: { label: 'x', scopes: ['read'], restriction: { kind: 'websites' } },
          }),
        '/restriction/kind',
        'must be one of none, ips',
      ],
    ];
  for (const [name, ask, pointer, detail] of choices) {
    it(`${name}: what it may be, once`, async () => {
      const { json } = await ask();
      assert.equal(json.code, 'validation_failed');
      assert.ok(json.detail.includes(`${pointer} ${detail}.`), json.detail);
      const ofField = json.errors.filter((one: { pointer: string }) => one.pointer === pointer);
      assert.deepEqual(ofField, [{ pointer, detail }]);
    });
  }
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { labelsFor, pickLanguage } from '../src/widget/labels.ts';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const wishes: [reason: string, wishes: string, language: string | null][] = [
  ['what the page says comes first', 'de fr en-GB', 'de'],
  ['a page that says nothing is passed over', 'undefined  pt-BR', 'pt'],
  ['neither region nor case matters', 'ZH-Hant-TW', 'zh'],
  ['a language that we do not have is passed over', 'is fr', 'fr'],
  ['none is ours', 'is fo', null],
  ['no property of Object is a language', 'constructor', null],
  ['whatever stands beyond what anybody wishes is not looked at', `${'x'.repeat(200)} de`, null],
];
for (const [reason, wished, language] of wishes) {
  it(`language of the labels: ${reason}`, () => assert.equal(pickLanguage(wished), language));
}

it("the deployment's own words win, and a name is no pattern", () => {
  assert.deepEqual(labelsFor('de', '$& {name}', { launcher: '{name}! {name}?' }), {
    launcher: '$& {name}! $& {name}?',
    dismiss: 'Ausblenden',
  });
});

for (const engine of ENGINES) {
  describe(`labels in the widget's config on ${engine}`, () => {
    let instance: TestInstance;
    let website: Deployed;
    before(async () => {
      instance = await startInstance(engine);
      website = await deploy(instance, await addChatbot(instance, { name: 'Ada' }));
    });
    after(() => instance.close());

    const launcherIn = async (locale: string | null, method = 'POST') => {
      const query = locale === null ? '' : `?locale=${encodeURIComponent(locale)}`;
      const headers = { origin: SITE };
      const answer = await instance.call(method, `/widget/config${query}`, { key: website.secret, headers });
      assert.equal(answer.status, 200, answer.text);
      return answer.json.labels.launcher;
    };

    it('are in the language that the page asks for, else in that of the deployment, else in English', async () => {
      assert.equal(await launcherIn('de-CH en'), 'Chat mit Ada');
      assert.equal(await launcherIn('de-CH en', 'GET'), 'Chat mit Ada');
      assert.equal(await launcherIn('fr'), 'Discuter avec Ada');
      assert.equal(await launcherIn(null), 'Chat with Ada');
      await instance.call('PATCH', website.path, { body: { widget: { locale: 'it' } } });
      assert.equal(await launcherIn(null), 'Chatta con Ada');
      assert.equal(await launcherIn('is'), 'Chatta con Ada');
      assert.equal(await launcherIn('de'), 'Chat mit Ada');
    });

    it('change with the next call', async () => {
      await instance.call('PATCH', website.path, {
        body: { widget: { strings: { launcher: 'Ask {name}' } } },
      });
      assert.equal(await launcherIn('de'), 'Ask Ada');
      assert.equal(await launcherIn('constructor __proto__'), 'Ask Ada');
    });
  });
}

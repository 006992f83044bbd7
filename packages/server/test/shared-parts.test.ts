import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SharedParts } from '../src/gate/shared-parts.ts';
import type { GateRow } from '../src/store/store.ts';

const ROW = {
  organization_id: 'org_1',
  chatbot_id: 'bot_1',
  chatbot_name: 'Bot',
  avatar_url: null,
  welcome_message: 'Hello',
  paused: 0,
  pause_message: '',
  identity_mode: 'optional',
} as unknown as GateRow;

describe('what the keys of a chatbot have in common', () => {
  it('is held once', () => {
    const parts = new SharedParts();
    assert.equal(parts.of(ROW), parts.of({ ...ROW, key_id: 'key_2' }));
  });

  const changes: readonly [what: keyof GateRow, value: unknown, chatbotStays: boolean, faceStays: boolean][] =
    [
      ['chatbot_name', 'Other', true, false],
      ['avatar_url', 'https://a.example/a.png', true, false],
      ['welcome_message', 'Hi', true, false],
      ['paused', 1, false, true],
      ['pause_message', 'Later', false, true],
      ['identity_mode', 'required', false, false],
      ['organization_id', 'org_2', true, true],
    ];
  for (const [what, value, chatbotStays, faceStays] of changes) {
    it(`is another after a change of ${what}, as far as that goes`, () => {
      const parts = new SharedParts();
      const before = parts.of(ROW);
      before.face.plainConfig = { answer: null, text: '', locale: null, strings: {} };
      const after = parts.of({ ...ROW, [what]: value });
      assert.notEqual(after, before);
      assert.equal(after.organizationId, what === 'organization_id' ? value : 'org_1');
      assert.equal(after.chatbot === before.chatbot, chatbotStays);
      assert.equal(after.face === before.face, faceStays);
      assert.equal(after.face.plainConfig === null, !faceStays);
      assert.equal(parts.of({ ...ROW, [what]: value }), after);
      assert.deepEqual(parts.of(ROW).chatbot, before.chatbot);
    });
  }
});

import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { WidgetLook } from '../src/http/admission.ts';
import { renderConfig } from '../src/widget/present-config.ts';

const MOST_KEPT = 4_000;

function look(index: number): WidgetLook {
  const face = {
    id: 'bot_1',
    name: 'Bot',
    avatarUrl: null,
    welcomeMessage: 'Hello',
    identityMode: 'optional',
    plainConfig: null,
  } as const;
  return { face, settings: JSON.stringify({ launcher: { size: 40 + index } }), config: undefined };
}

it('the configs of widgets with a look of their own are right, kept when asked for again, and never too many', () => {
  const looks = Array.from({ length: MOST_KEPT + 100 }, (_, index) => look(index));
  for (let round = 0; round < 4; round += 1) {
    for (const [index, one] of looks.entries()) {
      const { launcher, labels } = JSON.parse(renderConfig(one, round % 2 === 0 ? '' : 'de'));
      assert.equal(launcher.size, 40 + index);
      assert.equal(labels.launcher, round % 2 === 0 ? 'Chat with Bot' : 'Chat mit Bot');
    }
    const kept = looks.filter(({ config }) => config !== null).length;
    assert.equal(kept, round === 0 ? 0 : MOST_KEPT, `after round ${round}`);
  }
  const last = looks.at(-1) as WidgetLook;
  const { config } = last;
  renderConfig(last);
  assert.equal(last.config, config);
});

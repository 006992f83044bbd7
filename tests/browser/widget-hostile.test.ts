import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bot, openChat, WidgetBench } from './support/widget-bench.ts';

/** Resolves nowhere (RFC 2606): whoever asks it for something shows up among the page's requests. */
const STRANGER = 'http://stranger.invalid';

describe('the widget on pages that are written against it', () => {
  let bench: WidgetBench;
  let bot: Bot;
  before(async () => {
    bench = await WidgetBench.start();
    bot = await bench.createBot({ launcher: { prompts: { messages: ['Hi', 'Ho'], mode: 'rotate' } } });
  });
  after(() => bench?.stop());

  const script = (how: string) =>
    `<script ${how} src="${bench.server.url}/widget.js" data-key="${bot.key}"></script>`;

  const decoys: [reason: string, body: () => string][] = [
    [
      'an image that is called currentScript',
      () => `<img name="currentScript" src="${STRANGER}/widget.js" data-key="k" data-open>${script('async')}`,
    ],
    [
      'two of them',
      () => `<img name="currentScript" src="${STRANGER}/widget.js" data-key="k">`.repeat(2) + script('async'),
    ],
    [
      'a form that is called currentScript',
      () => `<form name="currentScript"><input name="src" value="x"></form>${script('async')}`,
    ],
    [
      "an image with the loader's address, where there is no currentScript",
      () => `<img src="${STRANGER}/widget.js" data-key="k" data-open>${script('type="module"')}`,
    ],
    [
      "an image with a managed loader's address",
      () => `<img src="${STRANGER}/widget/dep_1.js" data-open>${script('type="module"')}`,
    ],
    [
      "a script that has the loader's address in its query",
      () =>
        `<script type="text/plain" src="${STRANGER}/x.js?next=/widget.js" data-key="k"></script>${script('type="module"')}`,
    ],
    [
      'links that are called Wicket and connect',
      () => `<a id="Wicket"></a><a id="Wicket" name="connect"></a>${script('async')}`,
    ],
  ];
  for (const [reason, body] of decoys)
    it(`takes its code from nobody but its own server: ${reason}`, async () => {
      const { page, requests, faults, close } = await bench.open(bot, { script: null, body: body() });
      await openChat(page);
      const asked = requests.filter((url) => url.startsWith(STRANGER));
      const byPage = /\/(widget|widget\/dep_1)\.js$/;
      assert.deepEqual(
        asked.filter((url) => !byPage.test(url)),
        [],
      );
      assert.deepEqual(faults, []);
      await close();
    });
});

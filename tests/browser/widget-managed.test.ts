import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Wicket as Api } from '../../packages/widget/wicket.d.ts';
import { type Postgres, startPostgres } from '../../test-support/postgres.ts';
import { becomes } from './support/becomes.ts';
import {
  ask,
  type Bot,
  launcherOf,
  openChat,
  type PageOptions,
  WidgetBench,
} from './support/widget-bench.ts';

for (const engine of ['sqlite', 'postgres'] as const) {
  describe(`the managed snippet on ${engine}`, () => {
    let bench: WidgetBench;
    let postgres: Postgres | null = null;
    before(async () => {
      if (engine === 'postgres') postgres = await startPostgres();
      const databaseUrl = await postgres?.createDatabase('managed');
      bench = await WidgetBench.start(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl });
    });
    after(async () => {
      await bench?.stop();
      await postgres?.stop();
    });

    const createBot = (widget: object = {}, chatbot: object = {}, deployment: object = {}): Promise<Bot> =>
      bench.createBot(widget, chatbot, undefined, { revealable: true, ...deployment });
    /** The page of a site whose owner pasted the snippet once, and never again. */
    const openManaged = async (bot: Bot, how = 'async', options: PageOptions = {}) => {
      const { managed } = await bench.server.api<{ managed: string | null }>(
        'GET',
        `/deployments/${bot.deploymentId}/snippet`,
      );
      const src = `${bench.server.url}/widget/${bot.deploymentId}.js`;
      if (managed !== null) assert.equal(managed, `<script async src="${src}"></script>`);
      const tag = `<script ${how} src="${src}"></script>`;
      return bench.open(bot, { ...options, script: null, body: tag });
    };

    it('after a rotation the next load brings the new key, with no edit of the site; the conversation goes on', async () => {
      const bot = await createBot();
      const { page, faults, warnings, requests, close } = await openManaged(bot);
      await openChat(page);
      await ask(page, 'When are you open?');
      await page.getByText('Tuesday to Friday').waitFor();
      const { key } = await bench.server.api<{ key: { secret: string } }>(
        'POST',
        `/deployments/${bot.deploymentId}/rotations`,
      );
      await page.reload();
      await openChat(page);
      await page.getByText('Tuesday to Friday').waitFor();
      await ask(page, 'Where is the handbook?');
      await page.getByRole('link', { name: /handbook/ }).waitFor();
      const configs = requests.filter((url) => url.includes('/widget/config'));
      const keys = configs.map((url) => new URL(url).searchParams.get('key'));
      assert.deepEqual(keys, [bot.key, key.secret]);
      assert.deepEqual({ faults, warnings }, { faults: [], warnings: [] });
      await close();
    });

    it('leaves nothing in the page but the API, and takes what the page says of itself', async () => {
      const { page, close } = await openManaged(await createBot(), 'async data-position="left"', {
        head: '<script>window.WicketSettings = { buttonSize: 50 }</script>',
      });
      await launcherOf(page).waitFor();
      const box = await launcherOf(page).boundingBox();
      assert.deepEqual([box?.x, box?.width], [16, 50]);
      assert.deepEqual(await page.evaluate('WicketSettings'), { buttonSize: 50 });
      await close();
      const bare = await openManaged(await createBot());
      await launcherOf(bare.page).waitFor();
      assert.equal(await bare.page.evaluate('"WicketSettings" in window'), false);
      await bare.close();
    });

    it('works as a module, under a strict policy, and included twice', async () => {
      const host = bench.server.url;
      const { page, faults, close } = await openManaged(await createBot(), 'type="module"', {
        headers: {
          'content-security-policy': `default-src 'none'; script-src ${host}; connect-src ${host}; style-src 'self'; img-src ${host}`,
        },
      });
      await openChat(page);
      await page.evaluate(() => {
        const first = document.querySelector('script') as HTMLScriptElement;
        const again = document.createElement('script');
        again.src = `${first.src}?again`;
        document.body.append(again);
        return new Promise((loaded) => again.addEventListener('load', loaded));
      });
      assert.equal(await page.locator('wicket-chat').count(), 1);
      assert.deepEqual(faults, []);
      await close();
    });

    const refusals: [reason: string, code: string, make: () => Promise<Bot>][] = [
      [
        'a revoked deployment',
        'key_revoked',
        async () => {
          const bot = await createBot();
          await bench.server.api('POST', `/deployments/${bot.deploymentId}/revocation`);
          return bot;
        },
      ],
      [
        'a paused bot',
        'chatbot_paused',
        () => createBot({}, { paused: { enabled: true, message: 'Back on Monday.' } }),
      ],
      [
        'a shop that is not linked yet',
        'deployment_unlinked',
        () => createBot({}, {}, { type: 'shopify', site: null }),
      ],
      ['a key of which only the hash is kept', 'key_not_revealable', () => bench.createBot()],
      [
        'an origin that is not listed',
        'origin_not_allowed',
        () => createBot({}, {}, { allowLocalhost: false }),
      ],
    ];
    for (const [reason, code, make] of refusals) {
      it(`no bubble and one clear line for ${reason}; the API is harmless`, async () => {
        const { page, faults, warnings, close } = await openManaged(await make(), 'async', {
          head: `<script>window.codes = []; window.Wicket = [['on', 'error', ({ code }) => codes.push(code)]];
            document.addEventListener('wicket:error', ({ detail }) => codes.push('DOM ' + detail.code));</script>`,
        });
        await page.waitForFunction('codes.length === 2');
        assert.deepEqual(((await page.evaluate('codes')) as string[]).sort(), [`DOM ${code}`, code].sort());
        const diagnosis = await page.evaluate(async () => {
          const { Wicket } = window as never as { Wicket: Api };
          await Wicket.open();
          await Wicket.close();
          Wicket.on('open', () => undefined);
          return Wicket.diagnose();
        });
        assert.equal(diagnosis.gate.code, code);
        assert.equal(await page.locator('wicket-chat').count(), 0);
        assert.equal(warnings.length, 1, warnings.join('\n'));
        assert.match(
          String(warnings[0]),
          new RegExp(`no chat on http://localhost:\\d+\\. 4\\d\\d ${code}: .{10,} \\(req_\\w+\\)$`),
        );
        assert.deepEqual(faults, []);
        await page.evaluate(() => (window as never as { Wicket: Api }).Wicket.destroy());
        assert.equal(await page.evaluate('typeof Wicket'), 'undefined');
        await close();
      });
    }

    const hostile: [reason: string, head: string, line: RegExp][] = [
      [
        'settings that throw',
        'WicketSettings = { get key() { throw new Error("no") } }',
        /Wicketgate: Error: no$/,
      ],
      ['nothing to be aborted', 'AbortController = undefined', /Wicketgate: TypeError: AbortController/],
    ];
    for (const [reason, head, line] of hostile)
      for (const allowLocalhost of [true, false])
        it(`throws nothing into the page, ${allowLocalhost ? 'allowed' : 'refused'}: ${reason}`, async () => {
          const bot = await createBot({}, {}, { allowLocalhost });
          const { page, faults, warnings, close } = await openManaged(bot, 'async', {
            head: `<script>${head}</script>`,
          });
          await page.waitForLoadState('networkidle');
          await becomes(() => warnings.length, 1);
          assert.deepEqual(faults, []);
          assert.match(String(warnings[0]), line);
          await close();
        });
  });
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, becomeFirstOwner } from './support/browser.ts';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const PATH = '/api/v1/activity';
const HOUR_MS = 3_600_000;

interface Event {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly type: string; readonly id: string; readonly label?: string };
  readonly action: string;
  readonly target: { readonly type: string; readonly id: string };
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly detail: object;
  readonly hash: string;
}

for (const engine of ENGINES) {
  describe(`activity on ${engine}`, () => {
    let instance: TestInstance;
    let person: Browser;
    let chatbotId: string;
    let website: Deployed;
    let custom: Deployed;
    let helper: { id: string; secret: string };
    let created: TestAnswer;
    let rotated: TestAnswer;
    let secrets: string[];
    before(async () => {
      instance = await startInstance(engine);
      person = await becomeFirstOwner(instance);
      chatbotId = await addChatbot(instance);
      website = await deploy(instance, chatbotId);
      custom = await deploy(instance, chatbotId, { type: 'custom', site: undefined });
      const body = { label: 'Build', scopes: ['read', 'chatbots:write', 'activity:read'] };
      helper = (await instance.call('POST', '/api/v1/api-keys', { body })).json.key;
      instance.travel(HOUR_MS);
      created = await instance.call('POST', '/api/v1/chatbots', {
        key: helper.secret,
        body: { name: 'Second' },
      });
      await person.call('PATCH', `/api/v1/chatbots/${chatbotId}`, { body: { name: 'By hand' } });
      instance.travel(HOUR_MS);
      rotated = await instance.call('POST', `${website.path}/rotations`, { body: {} });
      await instance.call('GET', '/widget/config', { key: custom.secret, headers: { origin: SITE } });
      await instance.call('POST', `${website.path}/revocation`, { body: {} });
      secrets = [website.secret, custom.secret, helper.secret, rotated.json.key.secret, instance.ownerKey];
    });
    after(() => instance.close());

    const list = async (query = '', key?: string): Promise<Event[]> => {
      const answer = await instance.call('GET', PATH + query, key === undefined ? {} : { key });
      assert.equal(answer.status, 200, answer.text);
      return answer.json.data;
    };
    const all = (): Promise<Event[]> => list('?limit=1000');

    it('lists what was done, newest first, in the past tense, each with its hash', async () => {
      const events = await all();
      assert.deepEqual(
        events.slice(0, 5).map(({ action }) => action),
        ['deployment.revoked', 'key.misused', 'key.rotated', 'chatbot.updated', 'chatbot.created'],
      );
      for (const event of events) {
        assert.deepEqual(Object.keys(event), [
          'id',
          'at',
          'actor',
          'action',
          'target',
          'ip',
          'requestId',
          'detail',
          'hash',
        ]);
        assert.match(event.id, /^evt_[0-9A-Za-z]+$/);
        assert.match(event.at, /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
        assert.match(event.action, /^[a-z_]+\.[a-z_]+(ed|en)$/);
        assert.match(event.hash, /^[\w-]{43}$/, 'SHA-256 in base64url');
      }
      const times = events.map(({ at }) => at);
      assert.deepEqual(times, [...times].sort().reverse());
      assert.equal(new Set(events.map(({ hash }) => hash)).size, events.length);
      const stored = await instance.store.read.selectFrom('audit_event').select(['id', 'hash']).execute();
      const hashes = new Map(stored.map(({ id, hash }) => [id, hash]));
      for (const { id, hash } of events) assert.equal(hashes.get(id), hash);
    });

    it('says who, from where, and by which request', async () => {
      const events = await all();
      const [byKey] = events.filter(({ target }) => target.id === created.json.id);
      assert.deepEqual(byKey?.actor, { type: 'api_key', id: helper.id, label: 'Build' });
      assert.equal(byKey?.ip, '127.0.0.1');
      assert.equal(byKey?.requestId, created.headers.get('x-request-id'));
      assert.deepEqual(byKey?.target, { type: 'chatbot', id: created.json.id });
      const [byPerson] = events.filter(({ action }) => action === 'chatbot.updated');
      assert.deepEqual([byPerson?.actor.type, byPerson?.actor.label], ['member', 'Olive Owner']);
      const [byGate] = events.filter(({ action }) => action === 'key.misused');
      assert.deepEqual(byGate?.actor, { type: 'system', id: 'gate' });
    });

    it('holds no secret, whatever was done', async () => {
      const { text } = await instance.call('GET', `${PATH}?limit=1000`);
      for (const secret of secrets) assert.equal(text.includes(secret), false);
      const keys = await instance.store.read.selectFrom('key').select('digest').execute();
      for (const { digest } of keys) assert.equal(text.includes(digest), false);
      assert.equal(
        /cb_(sk_|sign_)?(live|test)_[0-9A-Za-z]{36}|cb_sign_[0-9A-Za-z]{40}|cbv_/.test(text),
        false,
      );
    });

    const filters: [
      reason: string,
      query: () => string | Promise<string>,
      fits: (event: Event) => boolean,
    ][] = [
      ['an action', () => 'action=key.rotated', ({ action }) => action === 'key.rotated'],
      ['nothing: an action that never was', () => 'action=chatbot.painted', () => false],
      ['a target', () => `target=${website.id}`, ({ target }) => target.id === website.id],
      ['nothing: a target that is none', () => 'target=bot_0000000000000000', () => false],
      ['an API key as actor', () => `actor=${helper.id}`, ({ actor }) => actor.id === helper.id],
      ['the gate as actor', () => 'actor=gate', ({ actor }) => actor.id === 'gate'],
      [
        'a person as actor',
        async () => `actor=${(await instance.call('GET', '/api/v1/members')).json.data[0].id}`,
        ({ actor }) => actor.type === 'member',
      ],
      [
        'action and target',
        () => `action=deployment.created&target=${custom.id}`,
        ({ action, target }) => action === 'deployment.created' && target.id === custom.id,
      ],
      [
        'nothing: action and target that do not meet',
        () => `action=key.rotated&target=${custom.id}`,
        () => false,
      ],
    ];
    for (const [reason, query, fits] of filters) {
      it(`is filtered by ${reason}`, async () => {
        const expected = (await all()).filter(fits);
        assert.deepEqual(await list(`?${await query()}&limit=1000`), expected);
        assert.equal(expected.length > 0, !reason.startsWith('nothing'));
      });
    }

    it('an actor fits as a whole, in its own case: neither a beginning nor other letters', async () => {
      assert.ok((await list(`?actor=${helper.id}`)).length > 0);
      const swapped = helper.id
        .slice(4)
        .replace(/[a-z]/gi, (letter) =>
          letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
        );
      assert.notEqual(`key_${swapped}`, helper.id);
      for (const actor of [helper.id.slice(0, -1), `${helper.id}0`, `key_${swapped}`, '_', 'gat_']) {
        assert.deepEqual(await list(`?actor=${actor}`), [], actor);
      }
    });

    it('from is included and to is not, so that one may follow on another', async () => {
      const events = await all();
      const at = events.find(({ action }) => action === 'chatbot.updated')?.at as string;
      const since = await list(`?from=${at}&limit=1000`);
      const until = await list(`?to=${at}&limit=1000`);
      assert.deepEqual([...since, ...until], events);
      assert.ok(since.some((event) => event.at === at));
      assert.ok(until.every((event) => event.at < at));
      assert.deepEqual(await list(`?from=${at}&to=${at}`), []);
    });

    it('a time may have any offset', async () => {
      const at = (await all())[3]?.at as string;
      const ahead = new Date(Date.parse(at) + 2 * HOUR_MS).toISOString().replace('Z', '%2B02:00');
      assert.deepEqual(await list(`?from=${ahead}&limit=1000`), await list(`?from=${at}&limit=1000`));
    });

    const bad: [reason: string, query: string, pointer: string][] = [
      ['a day that is none', 'from=2030-02-30T00:00:00Z', '/from'],
      ['a date without time', 'to=2030-01-01', '/to'],
      ['a number of seconds', 'from=1900000000', '/from'],
      ['a time that only its offset leads beyond the last year', 'to=9999-12-31T23:59:59-00:01', '/to'],
      ['an action in other letters', 'action=Key.Rotated', '/action'],
      ['an action with a pattern', 'action=key.%25', '/action'],
      ['an actor that cannot be one', "actor=x'--", '/actor'],
      ['two actors', 'actor=a&actor=b', '/actor'],
      ['an unknown filter', 'organization=org_1', '/organization'],
      ['a limit of none', 'limit=0', '/limit'],
      ['a limit above 1000', 'limit=1001', '/limit'],
      ['a cursor of nobody', 'cursor=nonsense', '/cursor'],
    ];
    for (const [reason, query, pointer] of bad) {
      it(`refuses ${reason}`, async () => {
        const answer = await instance.call('GET', `${PATH}?${query}`);
        assert.deepEqual([answer.status, answer.json.code], [422, 'validation_failed'], answer.text);
        assert.equal(answer.json.errors[0].pointer, pointer);
      });
    }

    it('pages through everything without gaps or repeats, while more happens', async () => {
      const expected = await all();
      const seen: Event[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const suffix: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { json }: TestAnswer = await instance.call('GET', `${PATH}?limit=4${suffix}`);
        assert.ok(json.data.length <= 4);
        seen.push(...json.data);
        cursor = json.nextCursor;
        await addChatbot(instance);
      }
      assert.deepEqual(seen, expected);
    });

    it('pages through a filtered list', async () => {
      const expected = await list('?action=chatbot.created&limit=1000');
      const first = await instance.call('GET', `${PATH}?action=chatbot.created&limit=1`);
      const rest = await list(`?action=chatbot.created&limit=1000&cursor=${first.json.nextCursor}`);
      assert.deepEqual([...first.json.data, ...rest], expected);
    });

    it('a change that is refused leaves no event', async () => {
      const before = await all();
      const answers = [
        await instance.call('POST', '/api/v1/chatbots', { body: { name: '' } }),
        await instance.call('POST', `${website.path}/rotations`, { body: {} }),
        await instance.call('POST', '/api/v1/chatbots', { key: custom.secret, body: { name: 'x' } }),
      ];
      for (const { status } of answers) assert.ok(status >= 400);
      assert.deepEqual(await all(), before);
    });

    it("is each organization's own", async () => {
      const other = await addOrganization(instance);
      const theirs = await list('?limit=1000', other.ownerKey);
      const ours = await all();
      assert.ok(theirs.length > 0);
      const ids = new Set(ours.map(({ id }) => id));
      assert.ok(theirs.every(({ id }) => !ids.has(id)));
    });
  });
}

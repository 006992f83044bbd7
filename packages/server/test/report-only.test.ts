import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { endTrials } from '../src/deployments/end-trials.ts';
import { headAndBody, judgeWhatArrived } from './support/body-in-between.ts';
import { addChatbot, type Deployed, deploy, gateSays, recorded, SITE } from './support/deployed.ts';
import { exchangeRaw, type RawAnswer } from './support/raw-connection.ts';
import { bearer } from './support/raw-request.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const DAY_MS = 86_400_000;
const OTHER = 'https://other.example.com';
const STRANGER = 'https://elsewhere.test';
const NARROW = { kind: 'websites', origins: [SITE], inheritOrganization: true };
const WIDE = { kind: 'websites', origins: [SITE, OTHER], inheritOrganization: true };

for (const engine of ENGINES) {
  describe(`restrictions that are only tried, on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    const patch = (shop: Deployed, body: object): Promise<TestAnswer> =>
      instance.call('PATCH', shop.path, { body });
    /** Allows SITE and OTHER; tries to allow SITE alone. */
    const onTrial = async (reportOnlyDays = 7): Promise<Deployed> => {
      const shop = await deploy(instance, chatbotId, { restriction: WIDE });
      const answer = await patch(shop, { restriction: NARROW, reportOnlyDays });
      assert.equal(answer.status, 200, answer.text);
      return shop;
    };
    const call = (shop: Deployed, origin: string) =>
      instance.call('GET', '/widget/config', { key: shop.secret, headers: { origin } });

    it('what the restriction before allows is let in, marked, recorded and explained', async () => {
      const shop = await onTrial();
      const answer = await call(shop, OTHER);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('x-wicketgate-report-only'), 'origin_not_allowed');
      const { json: inbox } = await instance.call('GET', `/api/v1/rejections?deploymentId=${shop.id}`);
      const [rejection] = inbox.data;
      assert.deepEqual(
        [rejection.origin, rejection.count, rejection.reportOnlyCount, rejection.nearMiss],
        [OTHER, 1, 1, 'subdomain'],
      );
      const id = answer.headers.get('x-request-id');
      const { json } = await instance.call('GET', `/api/v1/decisions/${id}`);
      assert.deepEqual([json.allow, json.code, json.reportOnly], [true, null, 'origin_not_allowed']);
      assert.equal(json.suggestion.entry, OTHER);
      const step = json.steps.find((one: { check: string }) => one.check === 'origin');
      assert.deepEqual([step.verdict, step.reportOnly, step.rule], ['pass', 'origin_not_allowed', OTHER]);
    });

    /** Opens a conversation from OTHER; its body comes after the first judgement. */
    const openLate = async (shop: Deployed, meanwhile?: () => Promise<unknown>): Promise<RawAnswer> => {
      const [head, body] = headAndBody({
        method: 'POST',
        target: '/widget/conversations',
        fields: [bearer(shop.secret), ['Origin', OTHER]],
        body: '{}',
      });
      const letIn = () => judgeWhatArrived(instance);
      const pieces = [head, letIn, ...(meanwhile === undefined ? [] : [meanwhile]), body];
      const { answers } = await exchangeRaw(instance.url, pieces, { answers: 1 });
      return answers[0] as RawAnswer;
    };

    it('a call that is judged twice, since its body came later, is recorded once', async () => {
      const shop = await onTrial();
      const answer = await openLate(shop);
      assert.equal(answer.status, 201, answer.body);
      assert.equal(answer.headers['x-wicketgate-report-only'], 'origin_not_allowed');
      const { json: inbox } = await instance.call('GET', `/api/v1/rejections?deploymentId=${shop.id}`);
      assert.deepEqual([inbox.data.length, inbox.data[0].count, inbox.data[0].reportOnlyCount], [1, 1, 1]);
    });

    it('its answer tells of the second judgement only', async () => {
      const shop = await onTrial();
      const refused = await openLate(shop, () => instance.call('DELETE', `${shop.path}/report-only`));
      assert.deepEqual([refused.status, refused.headers['x-wicketgate-report-only']], [403, undefined]);
      const other = await onTrial();
      const allowed = await openLate(other, () => patch(other, { restriction: WIDE }));
      assert.deepEqual([allowed.status, allowed.headers['x-wicketgate-report-only']], [201, undefined]);
    });

    it('what both allow is not marked, and what neither allows is refused', async () => {
      const shop = await onTrial();
      const allowed = await call(shop, SITE);
      assert.deepEqual([allowed.status, allowed.headers.get('x-wicketgate-report-only')], [200, null]);
      const refused = await call(shop, STRANGER);
      assert.deepEqual([refused.status, refused.json.code], [403, 'origin_not_allowed']);
      assert.equal(refused.headers.get('x-wicketgate-report-only'), null);
    });

    it('other backends that ask are told the same', async () => {
      const shop = await onTrial();
      const body = { key: shop.secret, origin: OTHER };
      const { json } = await instance.call('POST', '/api/v1/keys/verification', { body });
      assert.deepEqual([json.valid, json.code, json.reportOnly], [true, null, 'origin_not_allowed']);
      const question = { deploymentId: shop.id, origin: OTHER };
      const { json: explained } = await instance.call('POST', '/api/v1/decisions', { body: question });
      assert.deepEqual([explained.allow, explained.reportOnly], [true, 'origin_not_allowed']);
    });

    it('the deployment says so: until when, and what decides meanwhile', async () => {
      const shop = await onTrial(3);
      const { json } = await instance.call('GET', shop.path);
      assert.deepEqual(json.restriction, NARROW);
      const { startedAt, endsAt, enforced } = json.reportOnly;
      assert.equal(Date.parse(endsAt) - Date.parse(startedAt), 3 * DAY_MS);
      assert.deepEqual(enforced, { restriction: WIDE, allowLocalhost: true });
      const [event] = await recorded(instance, 'deployment.report_only_started');
      assert.equal(event.target_id, shop.id);
      assert.deepEqual(event.detail.enforced.restriction, WIDE);
      assert.deepEqual(event.detail.tried.restriction, NARROW);
      assert.equal(event.detail.endsAt, endsAt);
    });

    it('it is enforced ahead of time with one call, for the very next request', async () => {
      const shop = await onTrial();
      const path = `${shop.path}/report-only`;
      assert.equal(
        await gateSays(instance, shop.secret, OTHER),
        'allowed',
        'the gate keeps what it looked up',
      );
      const { json } = await instance.call('DELETE', path);
      assert.equal(json.reportOnly, null);
      assert.equal(await gateSays(instance, shop.secret, OTHER), 'origin_not_allowed');
      const [event] = await recorded(instance, 'deployment.report_only_ended');
      assert.deepEqual([event.target_id, event.detail.why], [shop.id, 'enforced']);
      assert.equal((await instance.call('DELETE', path)).json.code, 'not_found');
    });

    it('a change that does not speak of a trial is in force at once and ends it', async () => {
      const shop = await onTrial();
      await patch(shop, { label: 'Renamed' });
      assert.equal(await gateSays(instance, shop.secret, OTHER), 'allowed', 'a label restricts nobody');
      await patch(shop, { restriction: { ...NARROW, origins: [SITE, STRANGER] } });
      assert.equal(await gateSays(instance, shop.secret, OTHER), 'origin_not_allowed');
      assert.equal(await gateSays(instance, shop.secret, STRANGER), 'allowed');
      const [event] = await recorded(instance, 'deployment.report_only_ended');
      assert.deepEqual([event.target_id, event.detail.why], [shop.id, 'changed']);
    });

    it('going back to the restriction before ends the trial too', async () => {
      const shop = await onTrial();
      const { json } = await patch(shop, { restriction: WIDE });
      assert.equal(json.reportOnly, null);
      assert.equal(await gateSays(instance, shop.secret, OTHER), 'allowed');
    });

    it('through several changes of a trial what was enforced before stays in force', async () => {
      const shop = await onTrial(7);
      await patch(shop, { restriction: { ...NARROW, origins: [STRANGER] }, reportOnlyDays: 10 });
      for (const origin of [SITE, OTHER, STRANGER]) {
        assert.equal(await gateSays(instance, shop.secret, origin), 'allowed', origin);
      }
      const { json } = await instance.call('GET', shop.path);
      assert.deepEqual(json.reportOnly.enforced.restriction, WIDE);
    });

    it('localhost can be taken away on trial', async () => {
      const shop = await deploy(instance, chatbotId);
      await patch(shop, { allowLocalhost: false, reportOnlyDays: 1 });
      const answer = await call(shop, 'http://localhost:3000');
      assert.deepEqual(
        [answer.status, answer.headers.get('x-wicketgate-report-only')],
        [200, 'origin_not_allowed'],
      );
    });

    it('websites can be tried where everybody was let in, and addresses on a secret key', async () => {
      const open = await deploy(instance, chatbotId, { restriction: { kind: 'none' } });
      await patch(open, { restriction: NARROW, reportOnlyDays: 1 });
      const answer = await call(open, STRANGER);
      assert.equal(answer.headers.get('x-wicketgate-report-only'), 'origin_not_allowed');
      const server = await deploy(instance, chatbotId, { type: 'custom', site: undefined });
      await patch(server, { restriction: { kind: 'ips', ranges: ['192.0.2.1'] }, reportOnlyDays: 1 });
      const served = await instance.call('GET', '/widget/config', { key: server.secret });
      assert.deepEqual(
        [served.status, served.headers.get('x-wicketgate-report-only')],
        [200, 'ip_not_allowed'],
      );
    });

    it('allowing from the inbox goes into the list that is tried, and the trial goes on', async () => {
      const shop = await onTrial();
      await call(shop, OTHER);
      const { json: inbox } = await instance.call('GET', `/api/v1/rejections?deploymentId=${shop.id}`);
      const answer = await instance.call('POST', `/api/v1/rejections/${inbox.data[0].id}/allowance`);
      assert.equal(answer.status, 200, answer.text);
      const { json } = await instance.call('GET', shop.path);
      assert.deepEqual(json.restriction.origins, [SITE, OTHER]);
      assert.notEqual(json.reportOnly, null);
      assert.equal((await call(shop, OTHER)).headers.get('x-wicketgate-report-only'), null);
    });

    it('a keyless call is let in by the websites before', async () => {
      const bot = await addChatbot(instance, { keylessEmbedding: true });
      const shop = await deploy(instance, bot, { restriction: WIDE });
      await patch(shop, { restriction: { kind: 'none' }, reportOnlyDays: 1 });
      const path = `/widget/config?chatbotId=${bot}`;
      const asked = await instance.call('GET', path, { key: null, headers: { origin: OTHER } });
      assert.equal(asked.status, 200, asked.text);
    });

    for (const [reason, body, pointer] of [
      ['there must be something to try', { reportOnlyDays: 7 }, '/reportOnlyDays'],
      ['not for less than a day', { restriction: NARROW, reportOnlyDays: 0 }, '/reportOnlyDays'],
      ['not for more than thirty', { restriction: NARROW, reportOnlyDays: 31 }, '/reportOnlyDays'],
    ] as const) {
      it(`${reason}: validation_failed`, async () => {
        const shop = await deploy(instance, chatbotId, { restriction: WIDE });
        const answer = await patch(shop, body);
        assert.deepEqual([answer.status, answer.json.code], [422, 'validation_failed']);
        assert.equal(answer.json.errors[0].pointer, pointer);
      });
    }
  });

  it(`a trial ends by itself, at its moment, and the trail says so (${engine})`, async () => {
    const instance = await startInstance(engine);
    try {
      const shop = await deploy(instance, await addChatbot(instance), { restriction: WIDE });
      const body = { restriction: NARROW, reportOnlyDays: 30 };
      const started = await instance.call('PATCH', shop.path, { body });
      instance.travel(30 * DAY_MS - 60_000);
      assert.equal(await gateSays(instance, shop.secret, OTHER), 'allowed');
      const more = await instance.call('PATCH', shop.path, { body: { ...body, reportOnlyDays: 1 } });
      assert.equal(more.json.code, 'validation_failed', 'never longer than thirty days in all');
      instance.travel(60_000);
      assert.equal(await gateSays(instance, shop.secret, OTHER), 'origin_not_allowed');
      assert.equal((await instance.call('GET', shop.path)).json.reportOnly, null);
      await endTrials(instance.store).run();
      await endTrials(instance.store).run();
      const ended = await recorded(instance, 'deployment.report_only_ended');
      assert.equal(ended.length, 1);
      assert.deepEqual(
        [ended[0].detail.why, ended[0].detail.endedAt],
        ['time_over', started.json.reportOnly.endsAt],
      );
      assert.equal(await gateSays(instance, shop.secret, OTHER), 'origin_not_allowed');
    } finally {
      await instance.close();
    }
  });
}

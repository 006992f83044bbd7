import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Demo, startDemo } from '../src/demo.ts';
import { verifyAuditTrail } from './support/audit-trail.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const FOLDER = resolve(import.meta.dirname, '../../../demo');

for (const engine of ENGINES) {
  describe(`the demo on ${engine}`, () => {
    let instance: TestInstance;
    let ownerKey: string;
    let firstSite: string;
    const running: Demo[] = [];
    before(async () => {
      instance = await startInstance(engine);
      const demo = await start(0);
      ownerKey = demo.ownerKey?.expose() ?? '';
      firstSite = demo.url;
      await stopAll();
    });
    afterEach(() => stopAll());
    after(() => instance?.close());

    const start = async (port: number): Promise<Demo> => {
      const { app, store, vault, url } = instance;
      const demo = await startDemo({
        app,
        store,
        vault,
        publicUrl: url,
        folder: FOLDER,
        host: '127.0.0.1',
        port,
      });
      assert.ok(demo !== null);
      running.push(demo);
      return demo;
    };
    const stopAll = async (): Promise<void> => {
      for (const { site } of running.splice(0)) await site.close();
    };
    const call = (method: string, path: string, body?: object) =>
      instance.call(method, `/api/v1${path}`, { key: ownerKey, body });
    const deployment = async () => {
      const { json: bots } = await call('GET', '/chatbots');
      return (await call('GET', `/chatbots/${bots.data[0].id}/deployments`)).json.data[0];
    };
    const changes = async () =>
      (await call('GET', '/activity?action=deployment.updated')).json.data as {
        actor: object;
        detail: object;
      }[];
    /** What the gate answers to a page of the site that carries the site's own snippet. */
    const configFor = async (site: string): Promise<number> => {
      const page = await (await fetch(site)).text();
      const key = /data-key="(cb_live_\w+)"/.exec(page)?.[1] ?? assert.fail(page);
      const headers = { authorization: `Bearer ${key}`, origin: site };
      return (await fetch(`${instance.url}/widget/config`, { headers })).status;
    };

    it('lets in the chat of its site', async () => {
      const demo = await start(Number(new URL(firstSite).port));
      assert.equal(demo.url, firstSite);
      assert.equal(demo.ownerKey, null);
      assert.equal(await configFor(firstSite), 200);
    });

    it('changes nothing at a start where its site stands where it stood', async () => {
      await start(Number(new URL(firstSite).port));
      assert.deepEqual(await changes(), []);
    });

    it('lets it in at a later start on another port as well, and says so in the activity', async () => {
      const demo = await start(0);
      assert.notEqual(demo.url, firstSite);
      assert.equal(await configFor(demo.url), 200);
      const { restriction } = await deployment();
      const sites = [firstSite, demo.url].flatMap((site) => [site, site.replace('localhost', '127.0.0.1')]);
      assert.deepEqual(restriction.origins, sites);
      const [newest, ...others] = await changes();
      assert.equal(others.length, 1, 'one for each of its two names');
      assert.deepEqual(newest?.actor, { type: 'system', id: 'demo' });
      assert.deepEqual(newest?.detail, {
        fields: ['restriction'],
        changed: {
          restriction: {
            before: { ...restriction, origins: sites.slice(0, 3) },
            after: restriction,
          },
        },
      });
      await verifyAuditTrail(instance.store, instance.vault.auditPublicKey());
    });

    it('leaves the list as its owner changed it, as long as the site stays where it is', async () => {
      const { url } = await start(0);
      await stopAll();
      const { id } = await deployment();
      const restriction = { kind: 'websites', origins: ['https://mine.example'] };
      await call('PATCH', `/deployments/${id}`, { restriction });
      const before = await changes();
      await start(Number(new URL(url).port));
      assert.deepEqual(await changes(), before);
      await call('PATCH', `/deployments/${id}`, { restriction: { ...restriction, origins: [url] } });
    });

    it('and where its port is taken, so that it takes another one', async () => {
      const elsewhere = await start(0);
      const demo = await start(Number(new URL(elsewhere.url).port));
      assert.notEqual(demo.url, elsewhere.url);
      assert.equal(await configFor(demo.url), 200);
    });

    const decided: readonly [reason: string, decide: (id: string) => Promise<unknown>][] = [
      [
        'leaves a restriction to addresses as its owner wanted it',
        (id) =>
          call('PATCH', `/deployments/${id}`, { restriction: { kind: 'ips', ranges: ['192.0.2.0/24'] } }),
      ],
      [
        'starts though its deployment was revoked, and changes it no more',
        (id) => call('POST', `/deployments/${id}/revocation`),
      ],
    ];
    for (const [reason, decide] of decided) {
      it(reason, async () => {
        const { id } = await deployment();
        await decide(id);
        const { restriction } = await deployment();
        const before = await changes();
        const { shutOut } = await start(0);
        assert.match(shutOut ?? '', /\S.*\.$/, 'why its chat is refused there');
        assert.deepEqual((await deployment()).restriction, restriction);
        assert.deepEqual(await changes(), before);
      });
    }
  });
}

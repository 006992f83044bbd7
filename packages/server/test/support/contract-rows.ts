import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { newId } from '../../src/platform/new-id.ts';
import type { Store } from '../../src/store/store.ts';
import type { StorePlace } from './open-stores.ts';
import {
  chatbotRow,
  deploymentRow,
  installation,
  keyRow,
  organizationRow,
  storeInstallation,
} from './store-rows.ts';

export function rowContract(place: () => StorePlace): void {
  let store: Store;
  before(async () => {
    store = await place().open();
  });

  async function json(row: unknown): Promise<unknown> {
    // As text, so that neither the order of columns nor the kind of object may differ between engines.
    return JSON.parse(JSON.stringify(await row));
  }

  it("a deployment's key comes with all that the gate needs, in one row", async () => {
    const rows = installation({
      organization: { id: 'org_full', allowed_origins: '["https://a.example"]' },
      chatbot: {
        id: 'bot_full',
        name: 'Bot 🚲',
        avatar_url: 'https://a.example/a.png',
        welcome_message: 'Grüezi',
        paused: 1,
        pause_message: 'Back at 9',
        identity_mode: 'required',
        keyless_embedding: 1,
      },
      deployment: {
        id: 'dep_full',
        allow_localhost: 1,
        widget: '{"theme":"dark"}',
        rate_limit: 5,
        revoked_at: 1_700_000_000_001,
      },
      key: {
        id: 'key_full',
        digest: 'digest-full',
        label: 'Label',
        created_at: 1_700_000_000_000,
        expires_at: 1_700_000_000_002,
        grace_ends_at: 1_700_000_000_003,
        ended_at: 1_700_000_000_004,
        quarantined_at: 1_700_000_000_005,
      },
    });
    await storeInstallation(store, rows);
    const expected =
      '{"key_id":"key_full","digest":"digest-full","organization_id":"org_full","type":"publishable","scopes":null,' +
      '"key_restriction":null,"operator":0,"key_label":"Label","key_preview":"cb_live_••••0000",' +
      '"created_at":1700000000000,"expires_at":1700000000002,"grace_ends_at":1700000000003,' +
      '"ended_at":1700000000004,"quarantined_at":1700000000005,"deployment_id":"dep_full",' +
      '"deployment_type":"website","environment":"live","site":"shop.example",' +
      `"restriction":${JSON.stringify(rows.deployment.restriction)},"allow_localhost":1,"report_only":null,` +
      '"widget":"{\\"theme\\":\\"dark\\"}","rate_limit":5,"deployment_revoked_at":1700000000001,' +
      '"chatbot_id":"bot_full","chatbot_name":"Bot 🚲","avatar_url":"https://a.example/a.png",' +
      '"welcome_message":"Grüezi","paused":1,"pause_message":"Back at 9","identity_mode":"required",' +
      '"keyless_embedding":1,"allowed_origins":"[\\"https://a.example\\"]"}';
    assert.equal(JSON.stringify(await store.findKey('digest-full')), expected);
  });

  it('an API key comes without a deployment: those columns are null', async () => {
    const organization = organizationRow({ id: 'org_api' });
    const key = {
      ...keyRow(deploymentRow(chatbotRow('org_api')), {
        id: 'key_api',
        digest: 'digest-api',
        type: 'secret',
      }),
      deployment_id: null,
      scopes: '["read"]',
      restriction: '{"kind":"none"}',
      operator: 1,
    } as const;
    await store.write(async (tx) => {
      await tx.db.insertInto('organization').values(organization).execute();
      await tx.db.insertInto('key').values(key).execute();
    });
    const expected =
      '{"key_id":"key_api","digest":"digest-api","organization_id":"org_api","type":"secret","scopes":"[\\"read\\"]",' +
      '"key_restriction":"{\\"kind\\":\\"none\\"}","operator":1,"key_label":null,"key_preview":"cb_live_••••0000",' +
      '"created_at":1,"expires_at":null,"grace_ends_at":null,"ended_at":null,"quarantined_at":null,' +
      '"deployment_id":null,"deployment_type":null,"environment":"live","site":null,"restriction":null,' +
      '"allow_localhost":null,"report_only":null,"widget":null,"rate_limit":null,"deployment_revoked_at":null,"chatbot_id":null,' +
      '"chatbot_name":null,"avatar_url":null,"welcome_message":null,"paused":null,"pause_message":null,' +
      '"identity_mode":null,"keyless_embedding":null,"allowed_origins":"[]"}';
    assert.equal(JSON.stringify(await store.findKey('digest-api')), expected);
  });

  it('keys asked for together each get their own row, and an unknown one null', async () => {
    const rows = await Promise.all(Array.from({ length: 70 }, () => storeInstallation(store)));
    const digests = [...rows.map((one) => one.key.digest), 'unknown', rows[0]?.key.digest as string];
    const found = await Promise.all(digests.map((digest) => store.findKey(digest)));
    assert.deepEqual(
      found.map((row) => row?.digest ?? null),
      digests.map((digest) => (digest === 'unknown' ? null : digest)),
    );
  });

  it('a key whose organization or deployment is gone is not let in by a half-empty row', async () => {
    const orphan = keyRow(deploymentRow(chatbotRow('org_gone')));
    await store.write((tx) => tx.db.insertInto('key').values(orphan).execute());
    assert.equal(await store.findKey(orphan.digest), null);
  });

  describe('keyless', () => {
    it('the live websites of the chatbot, oldest first, in the shape of a key without one', async () => {
      const {
        organization,
        chatbot,
        deployment: oldest,
        key,
      } = installation({
        chatbot: { keyless_embedding: 1 },
        deployment: { created_at: 10 },
      });
      await storeInstallation(store, { organization, chatbot, deployment: oldest, key });
      const newest = deploymentRow(chatbot, { created_at: 30 });
      const middle = deploymentRow(chatbot, { created_at: 20 });
      const left = [
        deploymentRow(chatbot, { type: 'custom' }),
        deploymentRow(chatbot, { type: 'shopify' }),
        deploymentRow(chatbot, { environment: 'test' }),
        deploymentRow(chatbot, { revoked_at: 5 }),
        deploymentRow(chatbotRow(organization.id, { keyless_embedding: 1 })),
      ];
      await store.write((tx) =>
        tx.db
          .insertInto('deployment')
          .values([newest, middle, ...left])
          .execute(),
      );
      const found = await store.findKeyless(chatbot.id);
      assert.deepEqual(
        found.map((row) => row.deployment_id),
        [oldest.id, middle.id, newest.id],
      );
      const asKey = await store.findKey(key.digest);
      const noKey = { key_id: '', digest: '', key_preview: '', created_at: oldest.created_at };
      assert.deepEqual(await json(found[0]), { ...((await json(asKey)) as object), ...noKey });
      assert.deepEqual(Object.keys(found[0] ?? {}), Object.keys(asKey ?? {}));
    });

    it('none of a chatbot that does not allow it, and none of an unknown one', async () => {
      const { chatbot } = await storeInstallation(store);
      assert.deepEqual(await store.findKeyless(chatbot.id), []);
      assert.deepEqual(await store.findKeyless('bot_unknown'), []);
    });
  });

  const texts: readonly [reason: string, text: string][] = [
    ['empty is not null', ''],
    ['accents, composed or not', 'é é'],
    ['beyond the basic plane', '👩🏽‍🚀 𝒳'],
    ['right to left', 'שלום עליכם'],
    ['quotes, a backslash and a statement', `'; drop table setting; -- "\\`],
    ['placeholders', '$1 ? :name %s'],
    ['white space around it', '  \t\r\n '],
    ['what looks like a number', '007.0'],
    ['100,000 characters', 'ß'.repeat(100_000)],
  ];
  for (const [reason, text] of texts) {
    it(`text comes back as it went in: ${reason}`, async () => {
      const row = organizationRow({ name: text });
      await store.write((tx) => tx.db.insertInto('organization').values(row).execute());
      const query = store.read.selectFrom('organization').selectAll();
      assert.deepEqual(await json(query.where('id', '=', row.id).executeTakeFirst()), row);
      const found = await query.where('name', '=', text).where('id', '=', row.id).execute();
      assert.equal(found.length, 1, 'and can be found by it');
    });
  }

  const numbers: readonly [reason: string, number: number][] = [
    ['zero', 0],
    ['a time of today', 1_790_000_000_123],
    ['the last time of the year 9999', 253_402_300_799_999],
    ['a time before 1970', -1],
    ['the largest that is exact', Number.MAX_SAFE_INTEGER],
  ];
  for (const [reason, number] of numbers) {
    it(`an integer comes back as a number: ${reason}`, async () => {
      const row = organizationRow({ created_at: number });
      await store.write((tx) => tx.db.insertInto('organization').values(row).execute());
      const query = store.read.selectFrom('organization').select('created_at').where('id', '=', row.id);
      assert.deepEqual(await json(query.where('created_at', '=', number).executeTakeFirst()), {
        created_at: number,
      });
    });
  }

  for (const [reason, value] of [
    ['a boolean', true],
    ['a date', new Date(0)],
    ['a fraction', 0.5],
    ['more than is exact', 2 ** 53],
  ] as const) {
    it(`no column takes ${reason}: the engines would keep it differently`, async () => {
      const row = { ...organizationRow(), quarantine_misused_keys: value as never };
      await assert.rejects(
        store.write((tx) => tx.db.insertInto('organization').values(row).execute()),
        TypeError,
      );
    });
  }

  it('counts and sums are numbers', async () => {
    const name = newId('org');
    const rows = [1_790_000_000_000, 1_790_000_000_001].map((created_at) =>
      organizationRow({ name, created_at }),
    );
    await store.write((tx) => tx.db.insertInto('organization').values(rows).execute());
    const totals = await store.read
      .selectFrom('organization')
      .select((eb) => [
        eb.fn.countAll().as('count'),
        eb.fn.sum('created_at').as('sum'),
        eb.fn.max('created_at').as('max'),
      ])
      .where('name', '=', name)
      .executeTakeFirst();
    assert.deepEqual(await json(totals), { count: 2, sum: 3_580_000_000_001, max: 1_790_000_000_001 });
  });

  it('says how many rows a statement changed', async () => {
    const { key } = await storeInstallation(store);
    const counts = await store.write(async (tx) => {
      const update = tx.db.updateTable('key').set({ label: 'x' });
      const one = await update.where('id', '=', key.id).executeTakeFirstOrThrow();
      const none = await update.where('id', '=', 'key_none').executeTakeFirstOrThrow();
      const deleted = await tx.db.deleteFrom('key').where('id', '=', key.id).executeTakeFirstOrThrow();
      return [one.numUpdatedRows, none.numUpdatedRows, deleted.numDeletedRows];
    });
    assert.deepEqual(counts, [1n, 0n, 1n]);
  });
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exportActivity } from '../src/activity/export-activity.ts';
import { listActivity } from '../src/activity/list-activity.ts';
import type { ActivityFilters } from '../src/activity/schemas.ts';
import { inParts } from '../src/platform/in-parts.ts';
import type { AuditEventTable } from '../src/store/schema.ts';
import type { Store } from '../src/store/store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { withRawDatabase } from './support/raw-database.ts';
import { ENGINES } from './support/test-instance.ts';
import { turnsDuring } from './support/turns-during.ts';

const ORGANIZATION = 'org_long';
const EVENTS = 9_001;
/** One event in so many is of the kind that is asked for: far apart, and not in every part that is read. */
const RARE_EVERY = 2_500;
const RARE = Array.from({ length: EVENTS }, (_, index) => index + 1).filter((n) => n % RARE_EVERY === 1);
const ROWS_A_STATEMENT = 500;

for (const engine of ENGINES) {
  describe(`a trail of ${EVENTS} events on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
      await withRawDatabase(place, async (db) => {
        const events = Array.from({ length: EVENTS }, (_, index) => eventAt(index + 1));
        for (const rows of inParts(events, ROWS_A_STATEMENT)) {
          await db
            .insertInto('audit_event')
            .values([...rows])
            .execute();
        }
        const head = { organization_id: ORGANIZATION, sequence: EVENTS, hash: 'h' };
        await db.insertInto('audit_head').values(head).execute();
      });
    });
    after(() => place.remove());

    /** Every page, as sequences. */
    async function list(filters: ActivityFilters, limit: number): Promise<number[][]> {
      const pages: number[][] = [];
      for (let after: { at: number; id: string } | null = null; ; ) {
        const rows = await listActivity(store.read, ORGANIZATION, filters, { limit, after });
        const shown = rows.slice(0, limit).map(({ sequence }) => sequence);
        pages.push(shown);
        if (rows.length <= limit) return pages;
        after = { at: shown.at(-1) as number, id: 'evt_any' };
      }
    }

    const filters: [name: string, filters: ActivityFilters][] = [
      ['target', { target: 'dep_rare' }],
      ['action', { action: 'rare.done' }],
      ['actor', { actor: 'usr_rare' }],
    ];
    for (const [name, filter] of filters) {
      it(`what a rare ${name} fits is found however far it lies apart, page by page`, async () => {
        const newestFirst = RARE.toReversed();
        assert.deepEqual(await list(filter, 50), [newestFirst]);
        assert.deepEqual(await list(filter, 2), [newestFirst.slice(0, 2), newestFirst.slice(2)]);
      });
    }

    it('an export with a filter holds all of them, oldest first', async () => {
      const text = await printed(store, { target: 'dep_rare' });
      assert.deepEqual(
        text.map((line) => JSON.parse(line).sequence),
        RARE,
      );
    });

    const long: [name: string, read: () => Promise<unknown>][] = [
      ['a list in which nothing fits', () => list({ action: 'never.done' }, 50)],
      ['a list of what was done before the beginning', () => list({ to: '2001-01-01T00:00:00Z' }, 50)],
      ['an export in which nothing fits', () => printed(store, { actor: 'usr_nobody' })],
      ['an export of everything', () => printed(store, {})],
    ];
    for (const [name, read] of long) {
      it(`others have their turn during ${name}`, async () => {
        assert.ok((await turnsDuring(read)) >= 4);
      });
    }
  });
}

function eventAt(sequence: number): AuditEventTable {
  const isRare = RARE.includes(sequence);
  const actor = { type: 'member', id: isRare ? 'usr_rare' : 'usr_often' };
  return {
    id: `evt_${sequence}`,
    organization_id: ORGANIZATION,
    sequence,
    at: 1_750_000_000_000 + sequence,
    actor: JSON.stringify(actor),
    action: isRare ? 'rare.done' : 'often.done',
    target_type: 'deployment',
    target_id: isRare ? 'dep_rare' : 'dep_often',
    ip: null,
    request_id: null,
    detail: '{}',
    previous_hash: '',
    hash: `h${sequence}`,
    signature: '',
  };
}

async function printed(store: Store, filters: ActivityFilters): Promise<string[]> {
  let text = '';
  for await (const part of await exportActivity(store.read, ORGANIZATION, 'jsonl', filters)) text += part;
  return text.split('\n').slice(0, -1);
}

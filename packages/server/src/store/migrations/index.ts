import type { Kysely } from 'kysely';
import * as initial from './0001-initial.ts';
import * as accounts from './0002-accounts.ts';
import * as usage from './0003-usage.ts';
import * as rejections from './0004-rejections.ts';
import * as notifications from './0005-notifications.ts';
import * as visitorProof from './0006-visitor-proof.ts';
import * as previews from './0007-previews.ts';
import * as deletedChatbots from './0008-deleted-chatbots.ts';
import * as usageJournal from './0009-usage-journal.ts';
import * as indexesOfChores from './0010-indexes-of-chores.ts';
import * as finishedDeliveries from './0011-finished-deliveries.ts';

export interface Migration {
  up(db: Kysely<unknown>): Promise<void>;
}

export type Migrations = readonly (readonly [name: string, migration: Migration])[];

/** In the order in which they are applied; names are for ever. */
export const MIGRATIONS: Migrations = [
  ['0001-initial', initial],
  ['0002-accounts', accounts],
  ['0003-usage', usage],
  ['0004-rejections', rejections],
  ['0005-notifications', notifications],
  ['0006-visitor-proof', visitorProof],
  ['0007-previews', previews],
  ['0008-deleted-chatbots', deletedChatbots],
  ['0009-usage-journal', usageJournal],
  ['0010-indexes-of-chores', indexesOfChores],
  ['0011-finished-deliveries', finishedDeliveries],
];

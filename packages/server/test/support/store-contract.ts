import { after, before, describe } from 'node:test';
import { auditContract } from './contract-audit.ts';
import { gateVersionContract } from './contract-gate-versions.ts';
import { lifetimeContract } from './contract-lifetime.ts';
import { rowContract } from './contract-rows.ts';
import { transactionContract } from './contract-transactions.ts';
import { writerContract } from './contract-writers.ts';
import type { StorePlace } from './open-stores.ts';

/**
 * What every store promises, whatever is behind it.
 *
 * @param engine its name in the tests' names
 * @param open makes an empty database
 */
export function storeContract(engine: string, open: () => Promise<StorePlace>): void {
  const parts = {
    transactions: transactionContract,
    'writers at once': writerContract,
    'the audit chain': auditContract,
    'gate versions': gateVersionContract,
    rows: rowContract,
    'opening and closing': lifetimeContract,
  };
  for (const [name, contract] of Object.entries(parts)) {
    describe(`${name} on ${engine}`, () => {
      let place: StorePlace;
      before(async () => {
        place = await open();
      });
      after(() => place.remove());
      contract(() => place);
    });
  }
}

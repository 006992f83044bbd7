import { newStorePlace } from './support/open-stores.ts';
import { storeContract } from './support/store-contract.ts';

storeContract('sqlite', () => newStorePlace('sqlite'));
storeContract('postgres', () => newStorePlace('postgres'));
// What a pooler that hands a session from transaction to transaction leaves of one: no settings, no named statements.
storeContract('postgres as behind a pooler', () => newStorePlace('postgres', { pooler: 'transaction' }));

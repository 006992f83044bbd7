import { newStorePlace } from './support/open-stores.ts';
import { storeContract } from './support/store-contract.ts';

storeContract('sqlite', () => newStorePlace('sqlite'));
storeContract('postgres', () => newStorePlace('postgres'));

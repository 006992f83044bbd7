import { randomBytes } from 'node:crypto';
import { mintKey } from '@wicketgate/core';

// For WICKET_ADMIN_TOKEN: the operator keeps this text; the server will only ever store its digest.
process.stdout.write(`${mintKey('secret', 'live', randomBytes).expose()}\n`);

import { mkdir } from 'node:fs/promises';
import process from 'node:process';
import { Accounts } from './accounts/accounts.ts';
import { resetLink } from './accounts/reset-mail.ts';
import { createClientAddress } from './http/client-address.ts';
import { openInstance } from './open-instance.ts';
import { readConfig } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';
import { accountsDatabase } from './store/accounts-database.ts';

/** For whoever can run commands where the store is: lets a person who is locked out set a new password, without mail. */
try {
  process.stdout.write(`${await makeLink(process.argv[2])}\n`);
} catch (error) {
  process.stderr.write(`wicketgate: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function makeLink(email: string | undefined): Promise<string> {
  if (email === undefined) throw new Error('say whose password: npm run reset-owner -- owner@example.com');
  const config = readConfig(process.env);
  const { publicUrl } = config;
  const logger = createLogger('warn');
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const { store, vault } = await openInstance({ ...config, adminToken: null }, logger);
  try {
    const user = await store.read
      .selectFrom('user')
      .select('id')
      .where('email', '=', email.toLowerCase())
      .executeTakeFirst();
    if (user === undefined) throw new Error('there is no account of this e-mail address in this store');
    const database = accountsDatabase(store);
    const clientAddress = createClientAddress(0, logger);
    const deps = { store, database, vault, publicUrl, mailer: null, logger, clientAddress };
    const token = await new Accounts(deps).mintResetToken(user.id);
    return `A link to set a new password, which works once and for an hour:\n\n  ${resetLink(publicUrl, token)}\n`;
  } finally {
    await store.close();
  }
}

import { existsSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Accounts } from './accounts/accounts.ts';
import { forgetTotp } from './accounts/forget-totp.ts';
import { resetLink } from './accounts/reset-mail.ts';
import { createClientAddress } from './http/client-address.ts';
import { openInstance, sqlitePath } from './open-instance.ts';
import { readConfig } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';
import { accountsDatabase, orOutage } from './store/accounts-database.ts';

/**
 * For whoever can run commands where the store is: lets a person who is locked out set a new password, without mail.
 * `--totp` also takes a lost authenticator app off the account.
 */
try {
  const { values, positionals } = parseArgs({
    options: { totp: { type: 'boolean' } },
    allowPositionals: true,
  });
  process.stdout.write(`${await makeLink(positionals[0], values.totp === true)}\n`);
} catch (error) {
  process.stderr.write(`wicketgate: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function makeLink(email: string | undefined, withTotp: boolean): Promise<string> {
  if (email === undefined) {
    throw new Error(
      'say whose password: npm run reset-owner -- owner@example.com (and --totp if the authenticator app is lost)',
    );
  }
  const config = readConfig(process.env);
  const { publicUrl } = config;
  const logger = createLogger('warn');
  const path = sqlitePath(config.dataDir);
  if (config.databaseUrl === null && !existsSync(path)) {
    throw new Error(`there is no store at ${path}: set DATA_DIR or DATABASE_URL as the server has it`);
  }
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
    const deps = { store, database, orOutage, vault, publicUrl, mailer: null, logger, clientAddress };
    // First the app: with it goes what was handed out before, links like this one among it.
    const totp = withTotp ? await forgetTotp(store, user.id) : null;
    const token = await new Accounts(deps).mintResetToken(user.id);
    const said =
      totp === null
        ? ''
        : totp
          ? '\nThe authenticator app is off for this account. Turn it on again under Security.\n'
          : '\nThere was no authenticator app on this account.\n';
    return `A link to set a new password, which works once and for an hour:\n\n  ${resetLink(publicUrl, token)}\n${said}`;
  } finally {
    await store.close();
  }
}

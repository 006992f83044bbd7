import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

export interface WicketgateOptions {
  readonly dataDir: string;
  /** Null: the embedded SQLite store. */
  readonly databaseUrl: string | null;
  readonly adminToken: string;
  /** For Node itself, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
}

/** The real thing, as anyone runs it; only the rate limits are off. */
export function startWicketgate(options: WicketgateOptions): Promise<ServerProcess> {
  return startServerProcess([...(options.nodeOptions ?? []), MAIN], {
    PORT: '0',
    DATA_DIR: options.dataDir,
    ...(options.databaseUrl === null ? {} : { DATABASE_URL: options.databaseUrl }),
    WICKET_ADMIN_TOKEN: options.adminToken,
    RATE_LIMITS: 'off',
  });
}

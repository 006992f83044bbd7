import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { type RunAs, unprivilegedUser } from './unprivileged-user.ts';

/** Settings of postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>;

const attempts = 3;
const readyLine = /database system is ready to accept (read-only )?connections/;

// fsync stays on: the tests that kill the server in the middle of a write rely on it.
const testSettings: ServerSettings = {
  fsync: 'on',
  max_connections: '200',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  timezone: 'UTC',
};

type GuardedServer = ChildProcessByStdio<Writable, null, Readable>;

/** A PostgreSQL server of our own. */
export type Cluster = {
  url: string;
  /** Ends the server and keeps its files: an outage. */
  halt: () => Promise<void>;
  /** Starts it again at the same address, as a primary or as a replica, which answers reads and refuses writes. */
  resume: (role?: 'primary' | 'replica') => Promise<void>;
  /** Ends the server and removes its files; safe to call twice. */
  stop: () => Promise<void>;
};

/**
 * Makes an empty cluster in a temporary folder and starts it on a free port of 127.0.0.1, without passwords.
 * The server ends when `stop` is called or this process ends, however it ends.
 *
 * @param settings beyond those that suit tests
 */
export async function launchCluster(settings: ServerSettings = {}): Promise<Cluster> {
  const runAs = unprivilegedUser();
  // Another user must be able to reach the folder, and a socket's path may not exceed some 100 bytes.
  const folder = await mkdtemp(join(runAs.uid === undefined ? tmpdir() : '/tmp', 'wicketgate-pg-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    if (runAs.uid !== undefined) await chown(folder, runAs.uid, runAs.gid ?? runAs.uid);
    const binaries = await findPostgresBinaries(runAs, folder);
    initialize(binaries, folder, runAs);
    let { server, port } = await startServer(binaries, folder, runAs, settings);
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      halt: () => stopServer(server),
      async resume(role = 'primary') {
        const signal = join(folder, 'data', 'standby.signal');
        if (role === 'replica') await writeFile(signal, '');
        else await rm(signal, { force: true });
        ({ server, port } = await startServer(binaries, folder, runAs, settings, port));
      },
      async stop() {
        await stopServer(server);
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function initialize({ initdb }: PostgresBinaries, folder: string, runAs: RunAs): void {
  const args = [
    '-D',
    join(folder, 'data'),
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ];
  const { status, stderr } = spawnSync(initdb, args, {
    ...runAs,
    cwd: folder,
    env: environment(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
}

async function startServer(
  binaries: PostgresBinaries,
  folder: string,
  runAs: RunAs,
  settings: ServerSettings,
  samePort?: number,
): Promise<{ server: GuardedServer; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = samePort ?? (await freePort());
    const server = spawnGuarded(
      [
        binaries.postgres,
        ...['-D', join(folder, 'data'), '-h', '127.0.0.1', '-p', String(port), '-k', folder],
        ...Object.entries({ ...testSettings, ...settings }).flatMap(([name, value]) => [
          '-c',
          `${name}=${value}`,
        ]),
      ],
      folder,
      runAs,
    );
    const problem = await untilReady(server);
    if (!problem) {
      // Readline has paused the stream; unread, a full pipe would block the server one day.
      server.stderr.resume();
      return { server, port };
    }
    // Somebody may have taken the port between our look and the server's start.
    if (attempt === attempts) throw new Error(`PostgreSQL did not start: ${problem}`);
  }
}

// The shell between us ends the server when our end of its standard input closes: even a kill -9 does that.
const guard = `
  exec 3<&0
  "$@" </dev/null 3<&- & server=$!
  (cat <&3 >/dev/null; kill -INT $server) 2>/dev/null & watch=$!
  exec 3<&-
  wait $server
  kill $watch 2>/dev/null`;

function spawnGuarded(command: string[], cwd: string, runAs: RunAs): GuardedServer {
  return spawn('/bin/sh', ['-c', guard, 'guard', ...command], {
    ...runAs,
    cwd,
    env: environment(),
    // Ctrl-C is to reach the tests and not the server below them.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

/** @returns undefined once it accepts connections, else what it printed before it ended */
async function untilReady(server: GuardedServer): Promise<string | undefined> {
  const printed: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    printed.push(line);
    if (readyLine.test(line)) return undefined;
  }
  return printed.join('\n');
}

async function stopServer(server: GuardedServer): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.stdin.end();
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

// English messages, because readiness is read from them; nothing of ours that begins with PG leaks in.
function environment(): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { LC_ALL: 'C', ...(PATH === undefined ? {} : { PATH }) };
}

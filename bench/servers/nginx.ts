import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { installation } from '../fixture/installation.ts';
import type { RecordedAnswer } from './recorded-answer.ts';
import { freePort, type ServerProcess, stopProcess } from './server-process.ts';

const READY_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 20;

/** @returns where nginx is, null when it is not installed */
export function findNginx(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path)) ?? null;
}

export interface NginxOptions {
  readonly binary: string;
  /** An empty folder for its configuration and temporary files. */
  readonly folder: string;
  readonly keys: number;
  readonly path: string;
  /** By installation. */
  readonly answers: readonly RecordedAnswer[];
}

/**
 * nginx as a gate: the keys as they are sent, and their origins, in `map` tables. It hashes nothing, an edit is a new
 * file and a reload; it stands for what is possible at all.
 */
export async function startNginx(options: NginxOptions): Promise<ServerProcess> {
  const { binary, folder } = options;
  const startedMs = performance.now();
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const configuration = join(folder, 'nginx.conf');
  await writeFile(configuration, configure(options, port));
  const child = spawn(binary, ['-p', folder, '-e', 'error.log', '-c', configuration], { stdio: 'ignore' });
  const started = await untilListening(port, () => child.exitCode === null);
  if (!started) throw new Error(`nginx did not start: see error.log in ${folder}`);
  return {
    pid: child.pid as number,
    port,
    readyAfterMs: performance.now() - startedMs,
    stop: () => stopProcess(child),
  };
}

function configure({ folder, keys, path, answers }: NginxOptions, port: number): string {
  const indices = Array.from({ length: keys }, (_, index) => index);
  const installations = indices.map(installation);
  const keyLines = installations.map(({ token }, index) => `    "Bearer ${token}" ${index};`);
  const originLines = installations.flatMap(({ origins }, index) =>
    origins.map((origin) => `    "${index} ${origin}" ${index};`),
  );
  const bodies = answers.map(({ body }, index) => `    ${index} ${quote(body)};`);
  const { headers } = answers[0] as RecordedAnswer;
  const varying: Record<string, string> = {
    'access-control-allow-origin': '$http_origin',
    'x-request-id': '$request_id',
  };
  const headerLines = Object.entries(headers)
    .filter(([name]) => name !== 'content-type')
    .map(([name, value]) => `      add_header ${name} ${varying[name] ?? quote(value)} always;`);
  return `
daemon off;
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
events { worker_connections 1024; }
http {
  access_log off;
  server_tokens off;
  keepalive_requests 1000000000;
  map_hash_max_size 262144;
  map_hash_bucket_size 256;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n  ')}
  map $http_authorization $key {
    default "";
${keyLines.join('\n')}
  }
  map "$key $http_origin" $installation {
    default "";
${originLines.join('\n')}
  }
  map $installation $body {
${bodies.join('\n')}
  }
  server {
    listen 127.0.0.1:${port};
    location = ${path} {
${headerLines.join('\n')}
      default_type ${quote(headers['content-type'] ?? 'application/json')};
      if ($key = "") { return 401; }
      if ($installation = "") { return 403; }
      return 200 $body;
    }
  }
}
`;
}

function quote(text: string): string {
  if (text.includes('$')) throw new Error('nginx would read a $ as a variable');
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

async function untilListening(port: number, isAlive: () => boolean): Promise<boolean> {
  const deadlineMs = performance.now() + READY_WITHIN_MS;
  while (isAlive() && performance.now() < deadlineMs) {
    if (await accepts(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { SuiteResult } from '../suites/suite.ts';
import { holds } from './claims.ts';

/** What the figures were measured on; without it they mean nothing. */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    loadAtStart: loadavg()[0] ?? 0,
  };
}

/** Writes one suite's figures for machines to read. @returns the file's path */
export async function writeResults(
  folder: string,
  name: string,
  settings: Record<string, unknown>,
  { tables, claims, failed }: SuiteResult,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  const document = {
    name,
    at: new Date().toISOString(),
    ...settings,
    failed: failed ?? false,
    claims: claims.map((claim) => ({ ...claim, holds: holds(claim) })),
    tables,
  };
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`);
  return path;
}

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { linesOf } from './activity/lines-of.ts';
import { type ExportVerdict, verifyExport } from './activity/verify-export.ts';
import { BAD_REASONS } from './platform/chain-verifier.ts';
import type { Checkpoint } from './platform/checkpoint.ts';

const USAGE = 'npm run verify-activity -- export.jsonl --public-key key.pem [--checkpoint checkpoint.json]';

/** For whoever was handed an export: says whether it is whole. Ends with 0 if so, 1 if not, 2 where it cannot tell. */
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // It may quote what is in a file.
  process.stderr.write(`verify-activity: ${(error as Error).message.replace(/\p{Cc}/gu, ' ')}\n`);
  process.exitCode = 2;
}

async function run(argv: string[]): Promise<number> {
  const options = { 'public-key': { type: 'string' }, checkpoint: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  const [file] = positionals;
  const keyFile = values['public-key'];
  if (file === undefined || keyFile === undefined || positionals.length > 1) throw new Error(USAGE);
  const publicKey = await readFile(fromHere(keyFile), 'utf8');
  const checkpoint =
    values.checkpoint === undefined ? null : await readCheckpoint(fromHere(values.checkpoint));
  // A file that cannot be opened is an error here, before anything reads from it.
  const handle = createReadStream(fromHere(file), 'utf8');
  await new Promise((opened, reject) => handle.once('open', opened).once('error', reject));
  const verdict = await verifyExport(linesOf(handle), publicKey, checkpoint);
  process.stdout.write(report(verdict, checkpoint !== null));
  return verdict.firstBad === null ? 0 : 1;
}

/** npm runs scripts in the repository's root and tells where it was called. */
function fromHere(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path);
}

async function readCheckpoint(file: string): Promise<Checkpoint> {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'));
  // As the API answers it, or only what is inside.
  const checkpoint = (value as { checkpoint?: Checkpoint }).checkpoint ?? (value as Checkpoint);
  const { organizationId, count, hash, at, signature } = checkpoint;
  const texts = [organizationId, hash, at, signature];
  if (texts.some((text) => typeof text !== 'string') || !Number.isSafeInteger(count)) {
    throw new Error(`${file} is no checkpoint`);
  }
  return { organizationId, count, hash, at, signature };
}

function report({ checked, hash, firstBad, organizationId }: ExportVerdict, hadCheckpoint: boolean): string {
  if (firstBad !== null) {
    const { id, sequence, reason } = firstBad;
    return `NOT WHOLE after ${checked} good events.\nFirst bad: ${named(id)} at place ${sequence}: ${reason}. ${BAD_REASONS[reason]}\n`;
  }
  const end = hadCheckpoint
    ? 'It contains the checkpoint.'
    : 'No checkpoint was given: an end that was cut off would not show.';
  return `Whole: ${checked} events of ${organizationId}, the last with the hash ${hash}.\n${end}\n`;
}

/** Who made the file may have written anything: also what has a terminal show another verdict. */
function named(id: string | null): string {
  if (id === null) return 'no event';
  return /^\w{1,60}$/.test(id) ? id : 'an event with a name that is none of ours';
}

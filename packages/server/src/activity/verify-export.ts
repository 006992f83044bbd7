import type { JsonObject } from '@wicketgate/core';
import { type ChainedEvent, ChainVerifier, type UnreadableEvent } from '../platform/chain-verifier.ts';
import type { Checkpoint } from '../platform/checkpoint.ts';
import type { Verdict } from './verify-trail.ts';

/** As many signatures as keep all threads at work. */
const LINES_AT_ONCE = 500;

/** What an export writes of an event: each of them is in its hash, or made from it. */
const FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'organizationId', 'sequence', 'at', 'actor', 'action', 'target', 'ip', 'requestId', 'detail'],
  ...['previousHash', 'hash', 'signature'],
]);

export interface ExportVerdict extends Verdict {
  /** Null for an empty file. */
  readonly organizationId: string | null;
}

/**
 * Verifies an export of a whole trail without the server, its store or its secrets.
 *
 * @param lines of `GET /activity/export`, unfiltered
 * @param publicKey SPKI PEM, noted when the trail was known to be good
 */
export async function verifyExport(
  lines: AsyncIterable<string>,
  publicKey: string,
  checkpoint: Checkpoint | null,
): Promise<ExportVerdict> {
  const verifier = new ChainVerifier(publicKey, null, checkpoint);
  let waiting: (ChainedEvent | UnreadableEvent)[] = [];
  let place = 0;
  let whole = true;
  for await (const line of lines) {
    if (line === '') continue;
    place += 1;
    waiting.push(readLine(line, place));
    if (waiting.length < LINES_AT_ONCE) continue;
    whole = await verifier.follow(waiting);
    waiting = [];
    if (!whole) break;
  }
  if (whole) await verifier.follow(waiting);
  const firstBad = verifier.finish();
  const { checked, organizationId, head } = verifier;
  return { checked, hash: head.hash, firstBad, organizationId };
}

function readLine(line: string, place: number): ChainedEvent | UnreadableEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { unreadable: true, id: null, sequence: place };
  }
  const event = (isObject(value) ? value : {}) as Record<string, unknown>;
  const { id, sequence, actor, target, detail, ip, requestId } = event;
  const texts = ['id', 'organizationId', 'at', 'action', 'previousHash', 'hash', 'signature'];
  const at = Date.parse(String(event['at']));
  const readable =
    isWrittenByUs(line, event) &&
    texts.every((name) => typeof event[name] === 'string') &&
    [actor, target, detail].every(isObject) &&
    [ip, requestId].every((text) => text === null || typeof text === 'string') &&
    Number.isSafeInteger(sequence) &&
    Number.isSafeInteger(at) &&
    new Date(at).toISOString() === event['at'];
  if (!readable) return { unreadable: true, id: typeof id === 'string' ? id : null, sequence: place };
  return { ...event, at } as unknown as ChainedEvent;
}

/** Whether a person who reads the line sees what is verified: no field twice, of which a parser takes the last, and none beside ours. */
function isWrittenByUs(line: string, event: Record<string, unknown>): boolean {
  return JSON.stringify(event) === line && Object.keys(event).every((name) => FIELDS.has(name));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

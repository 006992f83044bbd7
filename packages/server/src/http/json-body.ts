import { cutText } from '@wicketgate/core';
import type { FastifyInstance } from 'fastify';
import secureJson from 'secure-json-parse';
import { pointerToken, Refused } from './problem.ts';

const MOST_BYTES = 1_000_000;
const MOST_POINTER = 300;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Bodies are JSON in valid UTF-8 whose strings every database can keep; anything else never reaches a feature. */
export function installJsonBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => {
      try {
        done(null, parseJson(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function parseJson(body: Buffer): unknown {
  // A content type without a body is how some clients send "no body"; whether one is needed, the schema says.
  if (body.length === 0) return undefined;
  let text: string;
  try {
    text = utf8.decode(body);
  } catch (cause) {
    throw new Refused('bad_request', `The body is not valid UTF-8 (${(cause as Error).name}).`);
  }
  let value: unknown;
  try {
    value = secureJson.parse(text, { protoAction: 'error', constructorAction: 'error' });
  } catch (cause) {
    throw new Refused('bad_request', `The body is not valid JSON (${(cause as Error).name}).`);
  }
  if (/\\u(0000|[dD][89a-fA-F])/.test(text)) checkStrings(value);
  return value;
}

/**
 * PostgreSQL refuses U+0000 in text, and a lone surrogate is not Unicode text at all. Not recursive: a body of 1 MB can
 * nest deeper than the stack.
 */
function checkStrings(body: unknown): void {
  const waiting = [{ value: body, pointer: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, pointer } = next;
    if (typeof value === 'string') checkText(value, pointer);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        checkText(name, pointer);
        waiting.push({ value: item, pointer: `${pointer}/${pointerToken(name)}` });
      }
    }
  }
}

function checkText(text: string, pointer: string): void {
  if (!text.includes('\0') && text.isWellFormed()) return;
  const detail = 'holds U+0000 or half of a surrogate pair, which is not text';
  const shown = cutText(pointer, MOST_POINTER);
  throw new Refused('validation_failed', `${shown || '/'} ${detail}.`, {
    errors: [{ pointer: shown, detail }],
  });
}

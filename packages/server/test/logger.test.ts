import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { mintSigningSecret, mintVisitorToken } from '@wicketgate/core';
import { createLogger, type Logger } from '../src/platform/logger.ts';
import { mintOneTimeToken } from '../src/platform/one-time-token.ts';
import { mintTestKey } from './support/test-instance.ts';

const TOKENS: readonly [name: string, token: string][] = [
  ['a publishable live key', mintTestKey('publishable', 'live')],
  ['a publishable test key', mintTestKey('publishable', 'test')],
  ['a secret live key', mintTestKey('secret', 'live')],
  ['a secret test key', mintTestKey('secret', 'test')],
  ['a signing secret', mintSigningSecret(randomBytes).expose()],
  ['a visitor token', mintVisitorToken(randomBytes).expose()],
  ['the token of a set-up link or an invitation', mintOneTimeToken().expose()],
  ['the secret of a webhook', `whsec_${randomBytes(32).toString('base64')}`],
];

const PLACES: readonly [place: string, log: (logger: Logger, token: string) => void][] = [
  ['in a message', (logger, token) => logger.info(`got ${token}`)],
  ['as a value', (logger, token) => logger.info({ token }, 'got one')],
  ['as the name of a field', (logger, token) => logger.info({ [token]: 1 }, 'got one')],
  ['deep inside', (logger, token) => logger.warn({ a: { b: [`Bearer ${token}`] } }, 'got one')],
  ["in an error's message", (logger, token) => logger.error({ err: new Error(`bad ${token}`) }, 'failed')],
  [
    "in its cause's message",
    (logger, token) => logger.error({ err: new Error('bad', { cause: new Error(token) }) }, 'failed'),
  ],
  ['in an address', (logger, token) => logger.info({ url: `/widget/config?key=${token}&x=1` }, 'request')],
  ['twice', (logger, token) => logger.info(`${token}${token}`)],
  ['by a child logger', (logger, token) => logger.child({ token }).info('got one')],
];

for (const [name, token] of TOKENS) {
  describe(`${name} does not reach the log`, () => {
    for (const [place, log] of PLACES) {
      it(place, () => {
        const lines: string[] = [];
        log(createLogger('info', { write: (line) => lines.push(line) }), token);
        assert.equal(lines.length, 1);
        const line = lines.join('');
        assert.ok(line.includes('••••'), 'it says that there was one');
        // Without what stands before its random part.
        const random = token.slice(-36, -8);
        assert.ok(!line.includes(random), line.replaceAll(random, '<the token>'));
        JSON.parse(line);
      });
    }
  });
}

it('not in capitals either', () => {
  const lines: string[] = [];
  const token = mintTestKey('secret', 'live').toUpperCase();
  createLogger('info', { write: (line) => lines.push(line) }).info(token);
  assert.ok(!lines.join('').includes(token.slice(-30)));
});

it('a preview may be read in the log: it is what people find a key by', () => {
  const lines: string[] = [];
  createLogger('info', { write: (line) => lines.push(line) }).info(
    { preview: 'cb_live_••••abc1' },
    'rotated',
  );
  assert.match(lines.join(''), /cb_live_••••abc1/);
});

it('a level below the set one is left out', () => {
  const lines: string[] = [];
  const logger = createLogger('warn', { write: (line) => lines.push(line) });
  logger.info('quiet');
  logger.warn('loud');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).msg),
    ['loud'],
  );
});

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { BROKEN_STREAM, sendMessage } from '../src/conversation-api.ts';
import { withoutSilence } from '../src/without-silence.ts';

const server = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  // One word, and then nothing for ever: a connection that died without a word.
  response.write('event: delta\ndata: {"text":"Hel"}\n\n');
});
let base = '';

before(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test('a stream that falls silent counts as broken, so that it is resumed', async () => {
  const texts: string[] = [];
  const result = await sendMessage(
    { base, key: 'cb_live_x', chatbotId: '' },
    { visitorToken: 'cbv_1', conversationId: 'cnv_1', signedOut: null },
    { text: 'Hi', clientMessageId: 'c1' },
    { onAccepted: () => undefined, onText: (text) => texts.push(text) },
    new AbortController().signal,
    100,
  );
  assert.deepEqual(texts, ['Hel']);
  assert.equal(result.ok, false);
  assert.equal(result.ok || result.failure.code, BROKEN_STREAM);
});

test('a piece that comes in time is passed on', async () => {
  const reader = new Blob(['x']).stream().getReader();
  const { value, done } = await withoutSilence(reader, 1000);
  assert.equal(done, false);
  assert.deepEqual([...(value ?? [])], [120]);
});

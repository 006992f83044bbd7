import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eventStreamParser, type StreamEvent } from '../src/parse-event-stream.ts';

const rows: { why: string; stream: string; events: StreamEvent[] }[] = [
  {
    why: 'a named event ends at the empty line',
    stream: 'event: delta\ndata: {"text":"a"}\n\n',
    events: [{ event: 'delta', data: '{"text":"a"}' }],
  },
  {
    why: 'an event without a name is a message',
    stream: 'data: x\n\n',
    events: [{ event: 'message', data: 'x' }],
  },
  {
    why: 'the name does not leak into the next event',
    stream: 'event: delta\ndata: 1\n\ndata: 2\n\n',
    events: [
      { event: 'delta', data: '1' },
      { event: 'message', data: '2' },
    ],
  },
  {
    why: 'data lines join with a line feed',
    stream: 'data: a\ndata\ndata: b\n\n',
    events: [{ event: 'message', data: 'a\n\nb' }],
  },
  {
    why: 'only the first space after the colon goes',
    stream: 'data:  x \n\n',
    events: [{ event: 'message', data: ' x ' }],
  },
  {
    why: 'a colon may stand in the value',
    stream: 'data:a:b\n\n',
    events: [{ event: 'message', data: 'a:b' }],
  },
  {
    why: 'CRLF ends a line once',
    stream: 'data: a\r\ndata: b\r\n\r\n',
    events: [{ event: 'message', data: 'a\nb' }],
  },
  {
    why: 'a lone CR ends a line, at the very end too',
    stream: 'data: a\r\r',
    events: [{ event: 'message', data: 'a' }],
  },
  {
    why: 'a later byte order mark makes the field an unknown one',
    stream: 'data: a\n\uFEFFdata: b\n\n',
    events: [{ event: 'message', data: 'a' }],
  },
  {
    why: 'comments keep a connection alive and say nothing',
    stream: ': ping\n\n:\n\ndata: a\n\n',
    events: [{ event: 'message', data: 'a' }],
  },
  { why: 'an event without data is none', stream: 'event: delta\n\n', events: [] },
  {
    why: 'id, retry and unknown fields are passed over',
    stream: 'id: 1\nretry: 5\nfoo: bar\ndata: a\n\n',
    events: [{ event: 'message', data: 'a' }],
  },
  {
    why: 'an event that the stream breaks off within is discarded',
    stream: 'data: a\n\ndata: b\n',
    events: [{ event: 'message', data: 'a' }],
  },
];

for (const { why, stream, events } of rows) {
  test(`event stream: ${why}`, () => {
    assert.deepEqual(eventStreamParser()(stream), events);
  });
}

test('event stream: where the network cuts it makes no difference', () => {
  const piece = fc.constantFrom(
    'data: a',
    'event: delta',
    'data',
    ':',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\uFEFF',
    'é',
  );
  fc.assert(
    fc.property(fc.array(fc.array(piece).map((parts) => parts.join(''))), (pieces) => {
      const parse = eventStreamParser();
      assert.deepEqual(
        pieces.flatMap((text) => parse(text)),
        eventStreamParser()(pieces.join('')),
      );
    }),
  );
});

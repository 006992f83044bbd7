import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Message, newClientMessageId, type Outgoing, unanswered } from '../src/messages.ts';
import { webAddress } from '../src/safe-link.ts';

const asked: Message = {
  id: 'msg_1',
  role: 'visitor',
  text: 'Hi',
  createdAt: '2026-01-01T00:00:00Z',
  clientMessageId: 'c1',
};
const answered: Message = { id: 'msg_2', role: 'bot', text: 'Hello', createdAt: '2026-01-01T00:00:01Z' };

const rows: { why: string; messages: Message[]; outgoing: Outgoing | null }[] = [
  { why: 'an empty conversation waits for nothing', messages: [], outgoing: null },
  { why: 'a reply came', messages: [asked, answered], outgoing: null },
  {
    why: 'the page was left before the reply',
    messages: [answered, asked],
    outgoing: { text: 'Hi', clientMessageId: 'c1' },
  },
  {
    why: 'without its id it would be doubled',
    messages: [{ ...asked, clientMessageId: null }],
    outgoing: null,
  },
];

for (const { why, messages, outgoing } of rows) {
  test(`unanswered message: ${why}`, () => {
    assert.deepEqual(unanswered(messages), outgoing);
  });
}

test('client message id: 1 to 64 characters, and another one each time', () => {
  assert.match(newClientMessageId(), /^[\d-]{7,43}$/);
  assert.notEqual(newClientMessageId(), newClientMessageId());
});

const addresses: { why: string; text: string | null; href: string | null }[] = [
  { why: 'https', text: 'https://example.com/privacy', href: 'https://example.com/privacy' },
  { why: 'http', text: 'http://example.com', href: 'http://example.com/' },
  { why: 'a script must not come to life', text: 'javascript:alert(1)', href: null },
  { why: 'neither with white space in front', text: ' \u0001java\tscript:alert(1)', href: null },
  { why: 'data is no web address', text: 'data:text/html,x', href: null },
  { why: "a relative address would be the page's, not the server's", text: '/privacy', href: null },
  { why: 'none set', text: null, href: null },
];

for (const { why, text, href } of addresses) {
  test(`web address: ${why}`, () => {
    assert.equal(webAddress(text), href);
  });
}

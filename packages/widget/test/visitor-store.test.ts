import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseVisitor, type Visitor, visitorStore } from '../src/visitor-store.ts';

const VISITOR: Visitor = { visitorToken: 'cbv_1', conversationId: 'cnv_1', signedOut: '1-2' };
const NOBODY: Visitor = { visitorToken: null, conversationId: null, signedOut: null };

/** The part of Web Storage that the store calls, over a map that tests can look into. */
function storageOver(items: Map<string, string>): Storage {
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
  } as Storage;
}

function refuse(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError');
}

test('visitor store: the next page finds what this page wrote', () => {
  const items = new Map<string, string>();
  visitorStore('bot_1', () => storageOver(items)).write(VISITOR);
  assert.deepEqual(visitorStore('bot_1', () => storageOver(items)).read(), VISITOR);
  assert.deepEqual([...items.keys()], ['wicketgate:bot_1']);
});

test('visitor store: two bots on one origin do not share a visitor', () => {
  const items = new Map<string, string>();
  visitorStore('bot_1', () => storageOver(items)).write(VISITOR);
  assert.deepEqual(visitorStore('bot_2', () => storageOver(items)).read(), NOBODY);
});

test('visitor store: where the browser blocks storage, memory does for this page', () => {
  const store = visitorStore('bot_1', refuse);
  assert.deepEqual(store.read(), NOBODY);
  store.write(VISITOR);
  assert.deepEqual(store.read(), VISITOR);
});

test('visitor store: with a full quota, the unsaved visitor beats the stale one', () => {
  const items = new Map([['wicketgate:bot_1', JSON.stringify({ visitorToken: 'cbv_old' })]]);
  const store = visitorStore('bot_1', () => ({ ...storageOver(items), setItem: refuse }));
  store.write(VISITOR);
  assert.deepEqual(store.read(), VISITOR);
});

const rows: { why: string; stored: string; visitor: Visitor }[] = [
  { why: 'what was written', stored: JSON.stringify(VISITOR), visitor: VISITOR },
  {
    why: 'a visitor between conversations',
    stored: '{"visitorToken":"cbv_1"}',
    visitor: { ...NOBODY, visitorToken: 'cbv_1' },
  },
  {
    why: 'a conversation that nobody holds is of no use',
    stored: '{"conversationId":"cnv_1"}',
    visitor: NOBODY,
  },
  { why: 'somebody has signed out', stored: '{"signedOut":"1"}', visitor: { ...NOBODY, signedOut: '1' } },
  { why: 'no JSON', stored: '{', visitor: NOBODY },
  { why: 'JSON null', stored: 'null', visitor: NOBODY },
  { why: 'values of other types', stored: '{"visitorToken":1,"conversationId":{}}', visitor: NOBODY },
];

for (const { why, stored, visitor } of rows) {
  test(`stored visitor: ${why}`, () => {
    assert.deepEqual(parseVisitor(stored), visitor);
  });
}

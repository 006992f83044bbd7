import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Inline, parseInline } from '../src/parse-inline.ts';
import { type Block, parseMarkdown } from '../src/parse-markdown.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });
const link = (href: string, words: string): Inline => ({ kind: 'link', href, content: [text(words)] });

const inlineRows: { why: string; source: string; pieces: Inline[] }[] = [
  { why: 'plain words', source: 'a < b & c', pieces: [text('a < b & c')] },
  {
    why: 'strong and emphasis',
    source: '**a** *b* __c__ _d_',
    pieces: [
      { kind: 'strong', content: [text('a')] },
      text(' '),
      { kind: 'em', content: [text('b')] },
      text(' '),
      { kind: 'strong', content: [text('c')] },
      text(' '),
      { kind: 'em', content: [text('d')] },
    ],
  },
  {
    why: 'emphasis around strong',
    source: '*a **b** c*',
    pieces: [{ kind: 'em', content: [text('a '), { kind: 'strong', content: [text('b')] }, text(' c')] }],
  },
  { why: 'snake_case_names stay', source: 'snake_case_name', pieces: [text('snake_case_name')] },
  { why: '2 * 3 * 4 is arithmetic', source: '2 * 3 * 4', pieces: [text('2 * 3 * 4')] },
  { why: 'a mark that nothing closes', source: '**a', pieces: [text('**a')] },
  { why: 'code keeps its marks', source: '`*a*`', pieces: [{ kind: 'code', text: '*a*' }] },
  { why: 'code with a backtick inside', source: '``a`b``', pieces: [{ kind: 'code', text: 'a`b' }] },
  { why: 'a link', source: '[site](https://example.com)', pieces: [link('https://example.com/', 'site')] },
  { why: 'a mail address', source: '[m](mailto:a@b.c)', pieces: [link('mailto:a@b.c', 'm')] },
  { why: 'a telephone number', source: '[t](tel:+49123)', pieces: [link('tel:+49123', 't')] },
  { why: 'the title goes', source: '[s](https://a.b "t")', pieces: [link('https://a.b/', 's')] },
  {
    why: 'a bare address, without the full stop of its sentence',
    source: 'See https://a.b/c.',
    pieces: [text('See '), link('https://a.b/c', 'https://a.b/c'), text('.')],
  },
  { why: 'a script is text', source: '[x](javascript:alert(1))', pieces: [text('[x](javascript:alert(1))')] },
  {
    why: 'a script behind white space is text',
    source: '[x]( java\tscript:alert(1))',
    pieces: [text('[x]( java\tscript:alert(1))')],
  },
  { why: 'data: is text', source: '[x](data:text/html,y)', pieces: [text('[x](data:text/html,y)')] },
  { why: 'a relative address is text', source: '[x](/y)', pieces: [text('[x](/y)')] },
  { why: 'an escaped mark', source: '\\*a\\*', pieces: [text('*a*')] },
  { why: 'HTML is text', source: '<b onclick=x>', pieces: [text('<b onclick=x>')] },
];

for (const { why, source, pieces } of inlineRows) {
  test(`inline Markdown: ${why}`, () => assert.deepEqual(parseInline(source), pieces));
}

const blockRows: { why: string; source: string; blocks: Block[] }[] = [
  {
    why: 'paragraphs, and a line break inside one',
    source: 'a\nb\n\nc',
    blocks: [
      { kind: 'paragraph', lines: [[text('a')], [text('b')]] },
      { kind: 'paragraph', lines: [[text('c')]] },
    ],
  },
  {
    why: 'a list right below its sentence',
    source: 'a:\n- b\n- c',
    blocks: [
      { kind: 'paragraph', lines: [[text('a:')]] },
      { kind: 'list', ordered: false, start: 1, items: [[text('b')], [text('c')]] },
    ],
  },
  {
    why: 'a numbered list keeps its first number',
    source: '3. a\n4. b',
    blocks: [{ kind: 'list', ordered: true, start: 3, items: [[text('a')], [text('b')]] }],
  },
  {
    why: 'code keeps its lines',
    source: '```js\na\n\n  b\n```\nc',
    blocks: [
      { kind: 'code', text: 'a\n\n  b' },
      { kind: 'paragraph', lines: [[text('c')]] },
    ],
  },
  { why: 'code that is still being written', source: '```\na', blocks: [{ kind: 'code', text: 'a' }] },
  {
    why: 'a heading is a strong line',
    source: '## a',
    blocks: [{ kind: 'paragraph', lines: [[{ kind: 'strong', content: [text('a')] }]] }],
  },
  { why: 'nothing', source: '', blocks: [] },
];

for (const { why, source, blocks } of blockRows) {
  test(`Markdown: ${why}`, () => assert.deepEqual(parseMarkdown(source), blocks));
}

/** Every address that a tree would turn into a link. */
function addresses(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'href' in value ? [String(value.href)] : [];
  return own.concat(Object.values(value).flatMap(addresses));
}

const markdownish = fc.array(
  fc.oneof(
    fc.constantFrom(
      ...['*', '**', '_', '`', '```', '[', ']', '](', ')', '\n', '- ', '1. ', '# ', '\\', '<', '>', ' '],
      ...['javascript:', 'https://a.b', 'mailto:', 'data:', 'vbscript:', 'java\nscript:', '\u0000', '&#58;'],
    ),
    fc.string({ maxLength: 8, unit: 'binary' }),
  ),
  { maxLength: 60 },
);

test('Markdown: never throws, and links only to http, https, mailto and tel', () => {
  fc.assert(
    fc.property(markdownish, (parts) => {
      for (const href of addresses(parseMarkdown(parts.join(''))))
        assert.match(href, /^(https?|mailto|tel):/);
    }),
    { numRuns: 3000 },
  );
});

test('Markdown: what is written without any mark comes out again', () => {
  const words = fc.stringMatching(/^[a-z ,]*[a-z]$/);
  fc.assert(
    fc.property(words, (source) => JSON.stringify(parseInline(source)) === JSON.stringify([text(source)])),
  );
});

test('Markdown: a hostile answer of full length costs no long task', () => {
  for (const piece of [
    '*',
    '**a',
    '[',
    '[a](',
    '`',
    '_a',
    'https://',
    '\\',
    '*a **b',
    '`` a',
    '- ',
    '<'.repeat(9),
  ]) {
    // By the processor's time: what a busy machine makes long is not the parser's doing.
    const before = process.threadCpuUsage();
    parseMarkdown(piece.repeat(Math.ceil(8000 / piece.length)));
    const { user, system } = process.threadCpuUsage(before);
    const tookMs = (user + system) / 1000;
    assert.ok(tookMs < 250, `${piece}: ${tookMs} ms`);
  }
});

test('Markdown: no payload of the corpus becomes a link that is not allowed', async () => {
  const folder = new URL('../../../vectors/third-party/payloadbox/', import.meta.url);
  const payloads = (await readFile(new URL('xss-payload-list.txt', folder), 'utf8')).split('\n');
  assert.ok(payloads.length >= 6613);
  for (const payload of payloads) {
    for (const source of [payload, `[x](${payload})`, `**${payload}**`, `- ${payload}`])
      for (const href of addresses(parseMarkdown(source))) assert.match(href, /^(https?|mailto|tel):/);
  }
});

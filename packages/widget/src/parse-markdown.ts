import { type Inline, parseInline } from './parse-inline.ts';

/** A paragraph, a heading (shown as a strong paragraph), a list or a block of code. */
export type Block =
  | { kind: 'paragraph'; lines: Inline[][] }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { kind: 'code'; text: string };

const BULLET = /^ {0,6}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/**
 * Parses the Markdown subset of bot answers: paragraphs with their line breaks, headings, flat lists, fenced code, and
 * what parseInline knows. Everything else, HTML above all, is text. Never throws.
 */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  let open: Block | null = null;
  let inFence = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    if (FENCE.test(line)) {
      inFence = !inFence;
      open = inFence ? add(blocks, { kind: 'code', text: '' }) : null;
    } else if (inFence && open?.kind === 'code') {
      open.text += open.text ? `\n${line}` : line;
    } else if (!line.trim()) {
      open = null;
    } else {
      open = readLine(blocks, open, line);
    }
  }
  return blocks;
}

function readLine(blocks: Block[], open: Block | null, line: string): Block | null {
  const bullet = BULLET.exec(line);
  if (bullet) {
    const ordered = bullet[1] !== undefined;
    const list =
      open?.kind === 'list' && open.ordered === ordered
        ? open
        : add(blocks, { kind: 'list', ordered, start: +(bullet[1] ?? 1), items: [] });
    list.items[list.items.length] = parseInline(bullet[2] as string);
    return list;
  }
  const heading = /^#{1,6}\s+(.*)$/.exec(line);
  if (heading) {
    add(blocks, {
      kind: 'paragraph',
      lines: [[{ kind: 'strong', content: parseInline(heading[1] as string, 1) }]],
    });
    return null;
  }
  const paragraph = open?.kind === 'paragraph' ? open : add(blocks, { kind: 'paragraph', lines: [] });
  paragraph.lines[paragraph.lines.length] = parseInline(line.trim());
  return paragraph;
}

function add<Kind extends Block>(blocks: Block[], block: Kind): Kind {
  blocks[blocks.length] = block;
  return block;
}

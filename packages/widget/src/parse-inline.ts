import { safeLink } from './safe-link.ts';

/** A piece of a line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong'; content: Inline[] }
  | { kind: 'em'; content: Inline[] }
  | { kind: 'link'; href: string; content: Inline[] };

/** What was read, and where it ends. */
type Token = { piece: Inline; end: number };

/** Deeper nesting is taken as text: nobody writes it, and a hostile answer must not exhaust the stack. */
const MAX_DEPTH = 6;

/** What closes something is looked for this far, so that hostile answers cost little. */
const MAX_REACH = 1000;

/**
 * Parses the inline part of a Markdown subset: code spans, links, strong, emphasis, bare web addresses, backslash
 * escapes. Never throws; what makes no sense is text, and so is a link whose address is not allowed.
 */
export function parseInline(text: string, depth = 0): Inline[] {
  const pieces: Inline[] = [];
  const special = /[\\`*_[]|https?:\/\//g;
  let plain = '';
  let at = 0;
  while (at < text.length) {
    special.lastIndex = at;
    const start = special.exec(text)?.index ?? text.length;
    plain += text.slice(at, start);
    at = start;
    if (at === text.length) break;
    if (text[at] === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    const token = depth < MAX_DEPTH ? readToken(text, at, depth + 1) : null;
    if (token) {
      if (plain) pieces[pieces.length] = { kind: 'text', text: plain };
      plain = '';
      pieces[pieces.length] = token.piece;
    } else plain += text[at];
    at = token?.end ?? at + 1;
  }
  if (plain) pieces[pieces.length] = { kind: 'text', text: plain };
  return pieces;
}

function readToken(text: string, at: number, depth: number): Token | null {
  const first = text[at];
  if (first === '`') return readCode(text, at);
  if (first === '[') return readLink(text, at, depth);
  if (first === 'h') return readAddress(text, at);
  return first === '\\' ? null : readEmphasis(text, at, depth);
}

function readCode(text: string, at: number): Token | null {
  const fence = /^`+/.exec(text.slice(at, at + 10))?.[0] ?? '`';
  const start = at + fence.length;
  const end = indexOf(text, fence, start);
  if (end < 0 || end === start) return null;
  return { piece: { kind: 'code', text: text.slice(start, end).trim() }, end: end + fence.length };
}

function readLink(text: string, at: number, depth: number): Token | null {
  const middle = indexOf(text, '](', at + 1);
  const close = middle < 0 ? -1 : indexOf(text, ')', middle);
  if (close < 0) return null;
  // The title after the address is dropped; `<…>` around it too.
  const address = text
    .slice(middle + 2, close)
    .trim()
    .replace(/\s.*|[<>]/g, '');
  const href = safeLink(address);
  const label = text.slice(at + 1, middle);
  if (!href || !label.trim()) return null;
  return {
    piece: { kind: 'link', href, content: parseInline(label, MAX_DEPTH - (depth > 2 ? 0 : 2)) },
    end: close + 1,
  };
}

/** Punctuation at its end belongs to the sentence. */
function readAddress(text: string, at: number): Token | null {
  const address =
    /^[^\s<>"'`]+/.exec(text.slice(at, at + MAX_REACH))?.[0].replace(/[.,;:!?)\]}*_~]+$/, '') ?? '';
  const href = /\w/.test(text[at - 1] ?? '') ? null : safeLink(address, /^https?:$/);
  if (!href) return null;
  return {
    piece: { kind: 'link', href, content: [{ kind: 'text', text: address }] },
    end: at + address.length,
  };
}

/** `_` inside a word, as in snake_case, is no emphasis; nor is a mark beside white space. */
function readEmphasis(text: string, at: number, depth: number): Token | null {
  const mark = text[at] as string;
  const marks = text[at + 1] === mark ? mark + mark : mark;
  const start = at + marks.length;
  if (!/\S/.test(text[start] ?? '') || (mark === '_' && /\w/.test(text[at - 1] ?? ''))) return null;
  let end = indexOf(text, marks, start + 1);
  // `*a **b***`: the longer run closes the inner one first.
  while (end > 0 && marks.length === 1 && text[end + 1] === mark) end = indexOf(text, mark, end + 2);
  if (end < 0 || !/\S/.test(text[end - 1] ?? '')) return null;
  if (mark === '_' && /\w/.test(text[end + marks.length] ?? '')) return null;
  const content = parseInline(text.slice(start, end), depth);
  return { piece: { kind: marks.length > 1 ? 'strong' : 'em', content }, end: end + marks.length };
}

function indexOf(text: string, wanted: string, from: number): number {
  const at = text.slice(from, from + MAX_REACH).indexOf(wanted);
  return at < 0 ? -1 : from + at;
}

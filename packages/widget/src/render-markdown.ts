import { buildElement } from './build-element.ts';
import type { Inline } from './parse-inline.ts';
import { type Block, parseMarkdown } from './parse-markdown.ts';

/**
 * Renders a bot's answer by DOM calls from the parsed tree.
 *
 * @param newTabHint what a screen reader says after a link
 */
export function renderMarkdown(source: string, newTabHint: string): DocumentFragment {
  const fragment = new DocumentFragment();
  const blocks = parseMarkdown(source);
  for (let i = 0; i < blocks.length; i++) fragment.append(renderBlock(blocks[i] as Block, newTabHint));
  return fragment;
}

/** A link that opens beside the page and tells it nothing. */
export function buildLink(href: string, newTabHint: string, label: Node | string): Element {
  const hint = buildElement('span', { class: 'spoken' }, ` ${newTabHint}`);
  return buildElement('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label, hint);
}

function renderBlock(block: Block, newTabHint: string): Element {
  const { kind } = block;
  if (kind === 'code') {
    return buildElement('pre', { dir: 'ltr', tabindex: '0' }, buildElement(kind, {}, block.text));
  }
  // On the list, not on its items: the markers stand on the side of its direction.
  const tag = kind === 'paragraph' ? 'p' : block.ordered ? 'ol' : 'ul';
  const element = buildElement(tag, { dir: 'auto' });
  if (kind === 'list' && block.start !== 1) element.setAttribute('start', `${block.start}`);
  const lines = kind === 'list' ? block.items : block.lines;
  for (let i = 0; i < lines.length; i++) {
    const line = renderInline(lines[i] as Inline[], newTabHint);
    if (kind === 'list') element.append(buildElement('li', {}, line));
    else {
      if (i) element.append(buildElement('br', {}));
      element.append(line);
    }
  }
  return element;
}

function renderInline(pieces: Inline[], newTabHint: string): DocumentFragment {
  const fragment = new DocumentFragment();
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Inline;
    const { kind } = piece;
    if (kind === 'text') fragment.append(piece.text);
    else if (kind === 'code') fragment.append(buildElement(kind, {}, piece.text));
    else {
      const content = renderInline(piece.content, newTabHint);
      fragment.append(
        kind === 'link' ? buildLink(piece.href, newTabHint, content) : buildElement(kind, {}, content),
      );
    }
  }
  return fragment;
}

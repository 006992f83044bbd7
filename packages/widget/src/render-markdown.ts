import { buildElement } from './build-element.ts';
import type { Inline } from './parse-inline.ts';
import { type Block, parseMarkdown } from './parse-markdown.ts';

/**
 * Renders a bot's answer by DOM calls from the parsed tree.
 *
 * @param newTabHint what a screen reader says after a link
 */
export function renderMarkdown(source: string, newTabHint: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const blocks = parseMarkdown(source);
  for (let i = 0; i < blocks.length; i++) fragment.append(renderBlock(blocks[i] as Block, newTabHint));
  return fragment;
}

function renderBlock(block: Block, newTabHint: string): Element {
  if (block.kind === 'code') {
    return buildElement('pre', { dir: 'ltr', tabindex: '0' }, buildElement('code', {}, block.text));
  }
  if (block.kind === 'list') {
    // On the list, not on its items: the markers stand on the side of its direction.
    const list = buildElement(block.ordered ? 'ol' : 'ul', { dir: 'auto' });
    if (block.start !== 1) list.setAttribute('start', `${block.start}`);
    for (let i = 0; i < block.items.length; i++)
      appendInline(list.appendChild(buildElement('li', {})), block.items[i], newTabHint);
    return list;
  }
  const paragraph = buildElement('p', { dir: 'auto' });
  for (let i = 0; i < block.lines.length; i++) {
    if (i) paragraph.append(buildElement('br', {}));
    appendInline(paragraph, block.lines[i], newTabHint);
  }
  return paragraph;
}

function appendInline(parent: Element, pieces: Inline[] = [], newTabHint: string): void {
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Inline;
    if (piece.kind === 'text') parent.append(piece.text);
    else if (piece.kind === 'code') parent.append(buildElement('code', {}, piece.text));
    else if (piece.kind !== 'link') {
      appendInline(parent.appendChild(buildElement(piece.kind, {})), piece.content, newTabHint);
    } else {
      const link = buildLink(piece.href, newTabHint);
      appendInline(link, piece.content, newTabHint);
      link.append(link.firstChild as Node);
      parent.append(link);
    }
  }
}

/** A link that opens beside the page and tells it nothing; the hint is the first child. */
export function buildLink(href: string, newTabHint: string): HTMLAnchorElement {
  const hint = buildElement('span', { class: 'spoken' }, ` ${newTabHint}`);
  return buildElement('a', { href, target: '_blank', rel: 'noopener noreferrer' }, hint);
}

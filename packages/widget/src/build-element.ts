type ElementTagNames = HTMLElementTagNameMap &
  Pick<SVGElementTagNameMap, 'svg' | 'path'> & { 'wicket-chat': HTMLElement };

/**
 * Builds an element by DOM calls alone, so that neither Trusted Types nor a strict CSP minds. Like all code of the
 * widget it calls no method of `Array.prototype` and iterates no array: pages replace those, and some break them.
 *
 * @param children elements, or strings that become text nodes
 */
export function buildElement<Tag extends keyof ElementTagNames>(
  tag: Tag,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): ElementTagNames[Tag] {
  const element = (
    /svg|path/.test(tag)
      ? document.createElementNS('http://www.w3.org/2000/svg', tag)
      : document.createElement(tag)
  ) as ElementTagNames[Tag];
  for (const name in attributes) element.setAttribute(name, attributes[name] as string);
  for (let i = 0; i < children.length; i++) element.append(children[i] as Node);
  return element;
}

/**
 * Builds a decorative icon of strokes on a 24 × 24 grid.
 *
 * @param d the data of its one path
 */
export function buildIcon(d: string): Element {
  return buildElement('svg', { viewBox: '0 0 24 24' }, buildElement('path', { d }));
}

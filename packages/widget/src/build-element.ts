/**
 * Builds an element by DOM calls alone, so that neither Trusted Types nor a strict CSP minds.
 *
 * @param children elements, or strings that become text nodes
 */
export function buildElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/**
 * Builds a decorative icon of strokes on a 24 × 24 grid.
 *
 * @param d the data of its one path
 */
export function buildIcon(d: string): SVGElement {
  const icon = buildSvg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  icon.append(buildSvg('path', { d }));
  return icon;
}

function buildSvg(tag: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement;
  setAttributes(element, attributes);
  return element;
}

function setAttributes(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** What a person can act on by keyboard. */
const CONTROLS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)';
/** Of which there are several side by side. */
const ROWS = 'tr, li, fieldset';
const DIALOG = '[role="dialog"]';
const PLACES = `${DIALOG}, section, main`;
/** What moves the focus itself, as a dialog that opens, does so within a moment; that comes first. */
const PATIENCE_MS = 50;

/** An element on the way from what has the focus up to the page, and what stood beside it. */
interface Step {
  readonly element: Element;
  readonly beside: readonly (Element | null)[];
}

/** From what has, or had, the focus up to the page. */
type Way = readonly Step[];

/**
 * Watches that the focus is never nowhere: where what has it goes away, as a row that is deleted or the step of a dialog, or is
 * disabled for a while, as a button that is at work, people who use no pointer would have to begin anew at the top of the page.
 * It goes on to the same control of the next row, else to the dialog, the section or the page that stays; back to what is
 * at work no more; and from a dialog that closes to where it was opened. What moves the focus itself is left alone.
 */
export function keepFocus(): void {
  let way: Way = [];
  /** The one on which a dialog was opened. */
  let outside: Way = [];
  document.addEventListener('focusin', ({ target, relatedTarget }) => {
    if (!(target instanceof Element)) return;
    // A pointer that presses what has the focus already moves it nowhere, and nothing told of it.
    const from = relatedTarget instanceof Element ? wayUp(relatedTarget) : way;
    if (target.closest(DIALOG) === null) outside = [];
    else if (from.length > 0 && !isInDialog(from)) outside = from;
    way = wayUp(target);
  });
  // A pointer says by itself where one wants to be; but beside a dialog, that one wants to be out of it.
  document.addEventListener('pointerdown', () => {
    way = [];
    if (!isDialogOpen()) outside = [];
  });
  // Whether nobody is to be led anywhere.
  const isDone = () => way.length === 0 && (outside.length === 0 || isDialogOpen());
  let isPending = false;
  const settle = () => {
    isPending = false;
    if (!isNowhere() || isDone()) return;
    if (way[0] !== undefined && isAtWork(way[0].element)) return;
    const heir = heirOf(way) ?? heirOf(outside) ?? document.querySelector('main');
    if (heir instanceof HTMLElement) focusOn(heir);
  };
  new MutationObserver(() => {
    if (isPending || isDone() || !isNowhere()) return;
    isPending = true;
    setTimeout(settle, PATIENCE_MS);
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'data-loading'],
  });
}

/** On this page, and on nothing in it. */
function isNowhere(): boolean {
  return document.hasFocus() && (document.activeElement ?? document.body) === document.body;
}

/** Or was, when the way was noted. */
function isInDialog(way: Way): boolean {
  return way.some(({ element }) => element.matches(DIALOG));
}

function isDialogOpen(): boolean {
  return document.querySelector(DIALOG) !== null;
}

/** A button whose act is under way. */
function isAtWork(element: Element): boolean {
  return element.isConnected && element.matches('[data-loading]:disabled');
}

function heirOf(way: Way): Element | null {
  const held = way[0]?.element;
  if (held === undefined) return null;
  if (held.isConnected) return held.matches(':disabled') ? held.closest(PLACES) : held;
  const remaining = way.findIndex(({ element }) => element.isConnected);
  const gone = way[remaining - 1];
  const parent = way[remaining]?.element;
  if (gone === undefined || parent === undefined) return null;
  return sameInNextRow(held, gone) ?? parent.closest(PLACES);
}

function sameInNextRow(held: Element, { element, beside }: Step): Element | null {
  const next = beside.find((row) => row?.isConnected === true);
  if (next == null || !element.matches(ROWS)) return null;
  const index = [...element.querySelectorAll(CONTROLS)].indexOf(held);
  return [...next.querySelectorAll(CONTROLS)].at(index) ?? null;
}

function focusOn(heir: HTMLElement): void {
  if (heir.matches(PLACES) && !heir.hasAttribute('tabindex')) {
    heir.tabIndex = -1;
    heir.addEventListener('blur', () => heir.removeAttribute('tabindex'), { once: true });
  }
  heir.focus({ preventScroll: true });
}

function wayUp(from: Element): Step[] {
  const way: Step[] = [];
  for (let element: Element | null = from; element !== null; element = element.parentElement) {
    way.push({ element, beside: [element.nextElementSibling, element.previousElementSibling] });
  }
  return way;
}

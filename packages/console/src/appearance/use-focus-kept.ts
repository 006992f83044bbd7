import { type RefObject, useEffect } from 'react';

/**
 * A chat that opens by itself takes the focus into the frame. It goes back to where somebody was typing, unless a
 * person went into the frame: by pointer, or by Tab.
 *
 * @param ready whether the page in the frame is there; it has to be of this very origin
 */
export function useFocusKept(frame: RefObject<HTMLIFrameElement | null>, ready: boolean): void {
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (!ready || page == null) return;
    let before = document.activeElement as HTMLElement | null;
    let acting = false;
    let inside = false;
    const ending = new AbortController();
    const listen = (where: Document, names: readonly string[], hear: (event: Event) => void) => {
      for (const name of names) where.addEventListener(name, hear, { signal: ending.signal, capture: true });
    };
    listen(document, ['focusin'], ({ target }) => {
      if (target === frame.current) return;
      before = target as HTMLElement;
      inside = false;
    });
    listen(document, ['keydown'], (event) => {
      acting = (event as KeyboardEvent).key === 'Tab';
    });
    listen(page, ['pointerdown', 'keydown'], () => {
      acting = true;
    });
    for (const where of [document, page]) {
      listen(where, ['pointerup', 'pointercancel', 'keyup'], () => {
        acting = false;
      });
    }
    listen(page, ['focusin'], () => {
      inside ||= acting;
      if (!inside) before?.focus({ preventScroll: true });
    });
    return () => ending.abort();
  }, [frame, ready]);
}

import type { KeyboardEvent } from 'react';

/** For a field that only looks something up: Enter there does not send the form around it. */
export function ignoreEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}

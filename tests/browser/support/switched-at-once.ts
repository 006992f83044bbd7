import type { Locator } from 'playwright-core';

/**
 * Presses a switch, and says whether it is on as soon as the press is over: nobody may see it spring
 * back while an address or a server is told.
 */
export function switchedAtOnce(toggle: Locator): Promise<boolean> {
  return toggle.evaluate((element: HTMLInputElement) => {
    element.click();
    return element.checked;
  });
}

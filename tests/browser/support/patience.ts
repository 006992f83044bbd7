/** Far more than any step takes on a busy machine, and less than a hung suite. */
export const PATIENCE_MS = 30_000;

/** Reads well on white and stands out from dark pages alike. */
const ACCENT = '#267a65';

/** @returns the colour if it is `#rrggbb`, else the default one */
export function accentOf(color: unknown): string {
  return /^#[\da-f]{6}$/i.test(color as string) ? (color as string) : ACCENT;
}
